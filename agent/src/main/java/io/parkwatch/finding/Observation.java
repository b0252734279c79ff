// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wait that is at least the threshold old, as the look saw it when it became so. Kept, and not read anew, while the
 * wait lasts.
 *
 * @param jdkThread a thread of the JDK's own (by its class or group)
 * @param sinceNanos when it began, on the look's clock, never too early
 * @param since the same as a date
 * @param atLeast it began before the agent's first look
 * @param timed it has a limit of its own
 * @param stack innermost first
 * @param blocker class of the object that the thread says it is parked by, or of the monitor; null: none, or not known
 * @param told what the family's own cells say of the role, LOCK for a thread that wants a monitor; null: the frames
 *     decide
 * @param channel the instance, where it was found
 * @param createdAt the raw creation stack of the thread; null: not known
 * @param operation what the family's own cells say of it; null: the frames decide
 * @param coroutine it holds no thread: {@code threadId} is then that of the one that is blocked until it ends, 0 for
 *     none
 * @param verdict how much is known of the wait
 * @param whyNot why it was not proved when somebody asked; null: nobody asked, or it was
 * @param instance identity hash of what is waited on, the same for all who wait on it; 0: not known
 * @param holder the thread that must act for it to end; null: not known
 * @param free the lock that it wants is free, and whoever gets it next is ready and gets no carrier
 */
public record Observation(
        long threadId,
        String threadName,
        boolean virtual,
        boolean jdkThread,
        long sinceNanos,
        Instant since,
        boolean atLeast,
        boolean timed,
        Stack stack,
        @Nullable String blocker,
        @Nullable Role told,
        @Nullable ChannelSeen channel,
        @Nullable Stack createdAt,
        @Nullable String operation,
        boolean coroutine,
        Verdict verdict,
        @Nullable WhyNot whyNot,
        int instance,
        @Nullable Holder holder,
        boolean free) {

    /** As a look sees it: stuck, and nobody asked for more. */
    public Observation(
            long threadId,
            String threadName,
            boolean virtual,
            boolean jdkThread,
            long sinceNanos,
            Instant since,
            boolean atLeast,
            boolean timed,
            Stack stack,
            @Nullable String blocker,
            @Nullable Role told,
            @Nullable String operation,
            @Nullable ChannelSeen channel,
            @Nullable Stack createdAt) {
        this(
                threadId,
                threadName,
                virtual,
                jdkThread,
                sinceNanos,
                since,
                atLeast,
                timed,
                stack,
                blocker,
                told,
                channel,
                createdAt,
                operation,
                false,
                Verdict.STUCK,
                null,
                0,
                null,
                false);
    }

    /** A coroutine's, in the same units. */
    public static Observation suspended(
            long blockedThread,
            String name,
            long sinceNanos,
            Instant since,
            boolean atLeast,
            Stack stack,
            Role role,
            String operation,
            ChannelSeen channel,
            @Nullable Stack createdAt) {
        return new Observation(
                blockedThread,
                name,
                false,
                false,
                sinceNanos,
                since,
                atLeast,
                false,
                stack,
                null,
                role,
                channel,
                createdAt,
                operation,
                true,
                Verdict.STUCK,
                null,
                0,
                null,
                false);
    }

    /** The same wait, of which now more is known. */
    public Observation with(Verdict now, @Nullable WhyNot why) {
        return new Observation(
                threadId,
                threadName,
                virtual,
                jdkThread,
                sinceNanos,
                since,
                atLeast,
                timed,
                stack,
                blocker,
                told,
                channel,
                createdAt,
                operation,
                coroutine,
                now,
                why,
                instance,
                holder,
                free);
    }

    /** The same wait, for a lock that nobody holds. */
    public Observation ofFreeLock() {
        return new Observation(
                threadId,
                threadName,
                virtual,
                jdkThread,
                sinceNanos,
                since,
                atLeast,
                timed,
                stack,
                blocker,
                told,
                channel,
                createdAt,
                operation,
                coroutine,
                verdict,
                whyNot,
                instance,
                holder,
                true);
    }

    /** The same wait, with what it waits on and for. */
    public Observation on(int waitedOn, @Nullable Holder waitedFor) {
        return new Observation(
                threadId,
                threadName,
                virtual,
                jdkThread,
                sinceNanos,
                since,
                atLeast,
                timed,
                stack,
                blocker,
                told,
                channel,
                createdAt,
                operation,
                coroutine,
                verdict,
                whyNot,
                waitedOn,
                waitedFor,
                free);
    }

    /** Whether the thread waits for its own end. */
    public boolean joinsItself() {
        return holder != null && holder.id() == threadId && !coroutine;
    }
}
