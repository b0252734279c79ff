// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wait that is at least the threshold old, as the look saw it when it reached that age. It is kept, and not read
 * again, while the wait lasts.
 *
 * @param jdkThread whether the thread is one of the JDK's, by its class or group
 * @param sinceNanos when the wait began, on the look's clock, never too early
 * @param since the same as a date
 * @param atLeast whether the wait began before the agent's first look
 * @param stack innermost frame first
 * @param blocker class of the thread's park blocker, or of the monitor; null if none or not known
 * @param role the role that the family's cells record, LOCK for a thread that waits to enter a monitor; null if the
 *     frames decide
 * @param channel the channel instance, if it was found
 * @param createdAt the raw creation stack of the thread; null if not known
 * @param operation the operation that the family's cells record; null if the frames decide
 * @param coroutine whether a coroutine waits, without a thread; {@code threadId} is then the thread that is blocked
 *     until the coroutine ends, 0 if none
 * @param verdict how much is known about the wait
 * @param whyNot why it was not proved when somebody asked; null if nobody asked or it was proved
 * @param instance identity hash of the object waited on, the same for all threads that wait on it; 0 if not known
 * @param holder the thread that must act for the wait to end; null if not known
 * @param of name of the class that is the monitor waited on; null if it is no class, or not known
 * @param free whether the wanted lock is free, and its next owner is ready to run but gets no carrier
 */
public record Observation(
        long threadId,
        String threadName,
        boolean virtual,
        boolean jdkThread,
        long sinceNanos,
        Instant since,
        boolean atLeast,
        Stack stack,
        @Nullable String blocker,
        @Nullable Role role,
        @Nullable ObservedChannel channel,
        @Nullable Stack createdAt,
        @Nullable String operation,
        boolean coroutine,
        Verdict verdict,
        @Nullable WhyNot whyNot,
        int instance,
        @Nullable Holder holder,
        @Nullable String of,
        boolean free) {

    /** Starts from a wait of which nothing but its stack is known: of a platform thread, stuck, and not asked about. */
    public static Builder at(Stack stack) {
        return new Builder(stack);
    }

    /** Returns the same wait with the result of a proof. */
    public Observation with(Verdict now, @Nullable WhyNot why) {
        return copy().verdict(now, why).build();
    }

    /** Returns the same wait, for a lock that nobody holds. */
    public Observation ofFreeLock() {
        Builder copy = copy();
        copy.free = true;
        return copy.build();
    }

    /** Returns the same wait, with what it waits on and for. */
    public Observation on(int waitedOn, @Nullable Holder waitedFor) {
        Builder copy = copy();
        copy.instance = waitedOn;
        copy.holder = waitedFor;
        return copy.build();
    }

    private Builder copy() {
        Builder copy = at(stack)
                .thread(threadId, threadName)
                .virtual(virtual)
                .jdkThread(jdkThread)
                .since(sinceNanos, since, atLeast)
                .blocker(blocker)
                .recorded(role, operation)
                .channel(channel)
                .createdAt(createdAt)
                .verdict(verdict, whyNot);
        copy.coroutine = coroutine;
        copy.instance = instance;
        copy.holder = holder;
        copy.of = of;
        copy.free = free;
        return copy;
    }

    /** Reports whether the thread waits for its own end. */
    public boolean joinsItself() {
        return holder != null && holder.id() == threadId && !coroutine;
    }

    /** Names the parts that differ from {@link #at}. */
    public static final class Builder {
        private final Stack stack;
        private long threadId;
        private String threadName = "";
        private boolean virtual;
        private boolean jdkThread;
        private long sinceNanos;
        private Instant since = Instant.EPOCH;
        private boolean atLeast;
        private @Nullable String blocker;
        private @Nullable Role role;
        private @Nullable ObservedChannel channel;
        private @Nullable Stack createdAt;
        private @Nullable String operation;
        private boolean coroutine;
        private Verdict verdict = Verdict.STUCK;
        private @Nullable WhyNot whyNot;
        private int instance;
        private @Nullable Holder holder;
        private @Nullable String of;
        private boolean free;

        private Builder(Stack stack) {
            this.stack = stack;
        }

        public Builder thread(long id, String name) {
            threadId = id;
            threadName = name;
            return this;
        }

        public Builder virtual(boolean is) {
            virtual = is;
            return this;
        }

        public Builder jdkThread(boolean is) {
            jdkThread = is;
            return this;
        }

        /** {@code atLeast}: it began before the agent's first look. */
        public Builder since(long nanos, Instant date, boolean atLeast) {
            sinceNanos = nanos;
            since = date;
            this.atLeast = atLeast;
            return this;
        }

        public Builder blocker(@Nullable String type) {
            blocker = type;
            return this;
        }

        public Builder recorded(@Nullable Role as, @Nullable String name) {
            role = as;
            operation = name;
            return this;
        }

        public Builder channel(@Nullable ObservedChannel seen) {
            channel = seen;
            return this;
        }

        public Builder createdAt(@Nullable Stack creation) {
            createdAt = creation;
            return this;
        }

        public Builder of(@Nullable String classThatIsTheMonitor) {
            of = classThatIsTheMonitor;
            return this;
        }

        /** It holds no thread; the id is that of the thread that is blocked until it ends. */
        public Builder coroutine() {
            coroutine = true;
            return this;
        }

        private Builder verdict(Verdict now, @Nullable WhyNot why) {
            verdict = now;
            whyNot = why;
            return this;
        }

        public Observation build() {
            return new Observation(
                    threadId,
                    threadName,
                    virtual,
                    jdkThread,
                    sinceNanos,
                    since,
                    atLeast,
                    stack,
                    blocker,
                    role,
                    channel,
                    createdAt,
                    operation,
                    coroutine,
                    verdict,
                    whyNot,
                    instance,
                    holder,
                    of,
                    free);
        }
    }
}
