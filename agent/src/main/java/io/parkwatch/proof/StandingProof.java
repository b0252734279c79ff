// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import java.util.HashMap;
import java.util.HashSet;
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
    private @Nullable Trial trial;
    private Canaries canaries = new Canaries();
    private Set<Long> out = Set.of();
    private int rounds;
    private long next = Long.MIN_VALUE;

    /** Receives the threads that are out. */
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

    /**
     * Advances the proof; called after each look. Returns the verdicts of a round that has just ended; null if none
     * has.
     */
    public @Nullable Verdicts step(Suspects suspects) throws InterruptedException, ReflectiveOperationException {
        if (!checked) {
            cannot = collector.cannotAtAll();
            checked = true;
            if (cannot != null) {
                return Verdicts.none(cannot);
            }
        }
        long now = nanos.getAsLong();
        Trial running = trial;
        if (running == null) {
            if (cannot == null && now >= next) {
                begin(suspects, now);
            }
            return null;
        }
        running.poll();
        return now >= next || out.stream().allMatch(running::isProved) ? over(running) : null;
    }

    private void begin(Suspects suspects, long now) throws InterruptedException, ReflectiveOperationException {
        Batches batches = new Batches(MOST);
        suspects.forEach((thread, id, blocker, wait) -> batches.add(id, blocker));
        List<Set<Long>> all = batches.all();
        if (all.isEmpty()) {
            return;
        }
        Set<Long> those = new HashSet<>(all.get(rounds++ % all.size()));
        Trial begun = new Trial(new Witness(), tracking, collector, nanos, Trial.patience());
        canaries = new Canaries();
        if (!canaries.enter(begun)) {
            next = now + IN;
            return;
        }
        trial = begun;
        out = those;
        next = now + OUT;
        suspects.forEach((thread, id, blocker, wait) -> {
            if (those.contains(id)) {
                begun.add(thread, id, wait);
            }
        });
    }

    private Verdicts over(Trial running) {
        Map<Long, Long> proved = new HashMap<>();
        for (long id : out) {
            if (running.isProved(id)) {
                proved.put(id, running.waitOf(id));
            }
        }
        if (canaries.isHeldProved(running)) {
            cannot = WhyNot.SELF_TEST;
        }
        boolean told = canaries.toldApart(running);
        Verdicts verdicts =
                new Verdicts(told ? proved : Map.of(), told ? running.strays() : List.of(), Map.of(), cannot);
        end();
        return verdicts;
    }

    /** Puts back the threads that are out. The round has no effect. */
    public void end() {
        Trial running = trial;
        if (running != null) {
            trial = null;
            out = Set.of();
            next = nanos.getAsLong() + IN;
            boolean all = running.end();
            canaries.leave(running);
            if (!all) {
                throw new IllegalStateException("the JVM's reference handler has not answered");
            }
        }
    }

    /** Visits the threads that are out, and puts back a thread whose wait is over: it can't be proved any more. */
    public void forEachOut(Visitor visitor) {
        Trial running = trial;
        if (running != null) {
            out.removeIf(id -> isOver(running, id, visitor));
        }
    }

    private static boolean isOver(Trial running, long id, Visitor visitor) {
        if (!running.has(id)) {
            return true;
        }
        Thread thread = running.thread(id);
        if (visitor.waits(thread, id, running.waitOf(id))) {
            return false;
        }
        boolean tracked = running.wasTracked(id);
        boolean released = running.release(id);
        if (released && tracked && thread != null) {
            visitor.back(thread);
        }
        return released;
    }
}
