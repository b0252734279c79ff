// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the garbage collector continuously, by the collections that the program makes anyway; it never forces one.
 * Suspects are out for minutes, so that their witnesses are old by then: while G1 marks, it holds what young ones lead
 * to. Meanwhile they are missing from the JVM's own list of threads. Nothing is said about a thread that is not proved,
 * since possibly no collection has examined it.
 */
public final class StandingProof {
    /** G1 marks the stacks of leaked threads while the program stands still: 3 to 6 ms for this many (design). */
    private static final int MOST = 1_000;

    private static final long OUT = 120_000_000_000L;
    private static final long IN = 30_000_000_000L;

    private final Tracking tracking;
    private final LongSupplier nanos;
    private final Collector collector = new Collector();
    private boolean checked;
    private @Nullable WhyNot cannot;
    private @Nullable Round round;
    private int rounds;
    private long next = Long.MIN_VALUE;

    private record Round(Trial trial, Canaries canaries, Set<Long> out) {}

    public interface Visitor {
        /**
         * Reports whether the thread still waits as it did when it was taken out.
         *
         * @param thread must not be kept; null if it is not available just now
         * @param wait as {@link Suspects.Visitor#visit} gave it
         */
        boolean waits(@Nullable Thread thread, long id, long wait);

        /** Receives a thread that was put back because it no longer waits as before. */
        void back(Thread thread);
    }

    public StandingProof(Tracking tracking, LongSupplier nanos) {
        this.tracking = tracking;
        this.nanos = nanos;
    }

    /** Advances the proof after a look. Returns the verdicts of a round that has just ended; null if none has. */
    public @Nullable Verdicts step(Suspects suspects) throws InterruptedException, ReflectiveOperationException {
        if (!checked) {
            cannot = collector.cannotAtAll();
            checked = true;
            if (cannot != null) {
                return Verdicts.none(cannot);
            }
        }
        long now = nanos.getAsLong();
        Round running = round;
        if (running == null) {
            if (cannot == null && now >= next) {
                begin(suspects, now);
            }
            return null;
        }
        running.trial.poll();
        return now >= next || running.out.stream().allMatch(running.trial::isProved) ? over(running) : null;
    }

    private void begin(Suspects suspects, long now) throws ReflectiveOperationException {
        List<Set<Long>> batches = Batches.of(suspects, MOST);
        if (batches.isEmpty()) {
            return;
        }
        Trial trial = new Trial(tracking, collector, nanos);
        Round begun = new Round(trial, new Canaries(trial), batches.get(rounds++ % batches.size()));
        if (!begun.canaries.enter()) {
            next = now + IN;
            return;
        }
        round = begun;
        next = now + OUT;
        trial.add(suspects, begun.out);
    }

    private Verdicts over(Round running) {
        if (running.canaries.isHeldProved()) {
            cannot = WhyNot.SELF_TEST;
        }
        Verdicts verdicts = running.canaries.distinguished()
                ? new Verdicts(running.trial.proved(running.out), running.trial.strays(), Map.of(), cannot)
                : Verdicts.none(cannot);
        end();
        return verdicts;
    }

    /** Puts back the threads that are out. The round has no effect. */
    public void end() {
        Round running = round;
        if (running != null) {
            round = null;
            next = nanos.getAsLong() + IN;
            boolean all = running.trial.end();
            running.canaries.leave();
            if (!all) {
                throw new IllegalStateException("the JVM's reference handler has not answered");
            }
        }
    }

    /** Visits the threads that are out, and puts back a thread whose wait is over: it can't be proved any more. */
    public void forEachOut(Visitor visitor) {
        Round running = round;
        if (running != null) {
            running.out.removeIf(id -> isOver(running.trial, id, visitor));
        }
    }

    private static boolean isOver(Trial trial, long id, Visitor visitor) {
        Trial.Probe probe = trial.probe(id);
        if (probe == null) {
            return true;
        }
        Thread thread = trial.thread(id);
        if (visitor.waits(thread, id, probe.wait)) {
            return false;
        }
        boolean released = trial.release(probe);
        if (released && probe.tracked && thread != null) {
            visitor.back(thread);
        }
        return released;
    }
}
