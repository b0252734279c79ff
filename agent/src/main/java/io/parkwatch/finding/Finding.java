// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stuck threads that share role, operation, channel type, the program frame they wait at and their outermost
 * program frame.
 *
 * @param fingerprint 16 hex digits over what the threads share
 * @param verdict the worst verdict of its threads
 * @param count number of all its threads
 * @param leaked number of threads that are proved leaked
 * @param firstSeen when the oldest known wait of this fingerprint began
 * @param countHourAgo its count an hour ago; null if the agent has not watched that long
 * @param waitsAt the frame where the oldest thread waits
 * @param threads the oldest 20 threads
 * @param stack the oldest thread's stack, innermost first
 * @param createdAt the commonest place that started its threads; empty if not known
 * @param alsoCreatedAt the other places that started them, commonest first, at most 10
 * @param reclaimed number of threads that the collector took while they waited, in the last hour
 * @param notProved why the others are not proved, commonest first; empty if nobody asked or all are proved
 * @param alsoWaitsAt the other lines and lambdas where threads wait, commonest first, at most 10, one frame each
 * @param holder the thread that must act for the oldest wait to end; null if not known
 * @param alsoHeldBy the other threads that must act for a wait to end, commonest first, at most 10
 * @param deadlocked number of threads that are proved deadlocked and not leaked
 * @param endedBy what could still end the wait of the proof, by the contract's words; empty if nothing
 * @param circle the circle of the oldest thread that is in one, a proved one first; empty if none is in one
 * @param circles number of different circles that its threads are in
 * @param root the fingerprint of the finding that this one is, in the end, a consequence of; null if of none
 * @param behind number of threads of other findings that wait, in the end, for this root; else 0
 * @param calledAt the innermost frame of another package than that of {@code waitsAt}; null if there is none
 * @param inCircleOf of the fingerprints whose findings share circles, the smallest; null if it is this one's
 * @param counts its counts in the last hour, oldest first, five minutes apart and the last one now; fewer than 12 if
 *     the agent has not watched that long
 */
public record Finding(
        String fingerprint,
        Verdict verdict,
        Role role,
        String operation,
        String summary,
        String advice,
        int count,
        int leaked,
        double oldestSeconds,
        Instant firstSeen,
        @Nullable Integer countHourAgo,
        Frame waitsAt,
        Channel channel,
        List<StuckThread> threads,
        List<Frame> stack,
        List<Frame> createdAt,
        List<Place> alsoCreatedAt,
        int reclaimed,
        List<Unproved> notProved,
        List<Place> alsoWaitsAt,
        @Nullable Holder holder,
        List<HeldBy> alsoHeldBy,
        int deadlocked,
        List<String> endedBy,
        List<Link> circle,
        int circles,
        @Nullable String root,
        int behind,
        @Nullable Frame calledAt,
        @Nullable String inCircleOf,
        List<Integer> counts) {

    /** Starts with what the threads share. Everything else is empty, zero or not known until it is set. */
    public static Builder of(String fingerprint, Role role, String operation, Channel channel, Frame waitsAt) {
        return new Builder(fingerprint, role, operation, channel, waitsAt);
    }

    /** Reports whether its first thread, the oldest, waited before the agent's first look: others began later. */
    public boolean isAtLeast() {
        return !threads.isEmpty() && threads.get(0).atLeast();
    }

    public Builder toBuilder() {
        return of(fingerprint, role, operation, channel, waitsAt)
                .verdict(verdict)
                .sentences(summary, advice)
                .counts(count, leaked, reclaimed)
                .age(oldestSeconds)
                .history(firstSeen, countHourAgo)
                .threads(threads)
                .stack(stack)
                .createdAt(createdAt, alsoCreatedAt)
                .alsoWaitsAt(alsoWaitsAt)
                .notProved(notProved)
                .heldBy(holder, alsoHeldBy)
                .deadlocked(deadlocked, endedBy)
                .circle(circle, circles)
                .under(root, behind)
                .calledAt(calledAt)
                .inCircleOf(inCircleOf)
                .lastHour(counts);
    }

    /** The number of threads that a proof did not prove leaked for one reason, a {@link WhyNot} of any release. */
    public record Unproved(String reason, int count) {}

    /**
     * One thread of a circle: each waits for what the next one holds, the last one for what the first one holds.
     *
     * @param thread its name; empty if it has none
     * @param waitsFor what it waits for, as a noun phrase with the creation place if that is known
     * @param waitsAt the program's frame
     * @param heldBy the next thread's name, or {@code #id} if it has none
     * @param how how the next thread is known, a constant of {@link Holder}; null in reports of older agents
     */
    public record Link(
            String thread,
            long id,
            String waitsFor,
            @Nullable Frame waitsAt,
            String heldBy,
            @Nullable String how) {

        /** Reports whether {@link #waitsFor} names the next thread. */
        public boolean isNextNamed() {
            return Holder.JOINED.equals(how) || Holder.WRITES_FIRST.equals(how);
        }
    }

    /** A thread that {@code count} of a finding's threads wait for. */
    public record HeldBy(int count, Holder holder) {}

    public static final class Builder {
        private final String fingerprint;
        private final Role role;
        private final String operation;
        private final Channel channel;
        private final Frame waitsAt;
        private Verdict verdict = Verdict.STUCK;
        private String summary = "";
        private String advice = "";
        private int count;
        private int leaked;
        private int reclaimed;
        private double oldestSeconds;
        private Instant firstSeen = Instant.EPOCH;
        private @Nullable Integer countHourAgo;
        private List<StuckThread> threads = List.of();
        private List<Frame> stack = List.of();
        private List<Frame> createdAt = List.of();
        private List<Place> alsoCreatedAt = List.of();
        private List<Unproved> notProved = List.of();
        private List<Place> alsoWaitsAt = List.of();
        private @Nullable Holder holder;
        private List<HeldBy> alsoHeldBy = List.of();
        private int deadlocked;
        private List<String> endedBy = List.of();
        private List<Link> circle = List.of();
        private int circles;
        private @Nullable String root;
        private int behind;
        private @Nullable Frame calledAt;
        private @Nullable String inCircleOf;
        private List<Integer> lastHour = List.of();

        private Builder(String fingerprint, Role role, String operation, Channel channel, Frame waitsAt) {
            this.fingerprint = fingerprint;
            this.role = role;
            this.operation = operation;
            this.channel = channel;
            this.waitsAt = waitsAt;
        }

        public Builder verdict(Verdict worst) {
            verdict = worst;
            return this;
        }

        public Builder sentences(String whatWasSeen, String whatToDo) {
            summary = whatWasSeen;
            advice = whatToDo;
            return this;
        }

        public Builder counts(int all, int proved, int taken) {
            count = all;
            leaked = proved;
            reclaimed = taken;
            return this;
        }

        public Builder age(double seconds) {
            oldestSeconds = seconds;
            return this;
        }

        public Builder history(Instant began, @Nullable Integer hourAgo) {
            firstSeen = began;
            countHourAgo = hourAgo;
            return this;
        }

        public Builder threads(List<StuckThread> oldest) {
            threads = oldest;
            return this;
        }

        public Builder stack(List<Frame> frames) {
            stack = frames;
            return this;
        }

        public Builder createdAt(List<Frame> commonest, List<Place> others) {
            createdAt = commonest;
            alsoCreatedAt = others;
            return this;
        }

        public Builder alsoWaitsAt(List<Place> others) {
            alsoWaitsAt = others;
            return this;
        }

        public Builder notProved(List<Unproved> reasons) {
            notProved = reasons;
            return this;
        }

        public Builder heldBy(@Nullable Holder thread, List<HeldBy> others) {
            holder = thread;
            alsoHeldBy = others;
            return this;
        }

        public Builder deadlocked(int threads, List<String> unlessEndedBy) {
            deadlocked = threads;
            endedBy = unlessEndedBy;
            return this;
        }

        public Builder circle(List<Link> links, int different) {
            circle = links;
            circles = different;
            return this;
        }

        /** {@code threadsBehind} are those of its consequences; 0 if it is one itself. */
        public Builder under(@Nullable String fingerprint, int threadsBehind) {
            root = fingerprint;
            behind = threadsBehind;
            return this;
        }

        public Builder calledAt(@Nullable Frame frame) {
            calledAt = frame;
            return this;
        }

        public Builder inCircleOf(@Nullable String fingerprint) {
            inCircleOf = fingerprint;
            return this;
        }

        public Builder lastHour(List<Integer> fiveMinutesApart) {
            lastHour = fiveMinutesApart;
            return this;
        }

        public Finding build() {
            return new Finding(
                    fingerprint,
                    verdict,
                    role,
                    operation,
                    summary,
                    advice,
                    count,
                    leaked,
                    oldestSeconds,
                    firstSeen,
                    countHourAgo,
                    waitsAt,
                    channel,
                    threads,
                    stack,
                    createdAt,
                    alsoCreatedAt,
                    reclaimed,
                    notProved,
                    alsoWaitsAt,
                    holder,
                    alsoHeldBy,
                    deadlocked,
                    endedBy,
                    circle,
                    circles,
                    root,
                    behind,
                    calledAt,
                    inCircleOf,
                    lastHour);
        }
    }
}
