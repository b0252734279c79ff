// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import io.parkwatch.support.Stderr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Asks the garbage collector on request which stuck threads nothing in this JVM can wake. */
public final class Prover {
    /**
     * Threads that are out at once; each batch needs two whole collections. As large as possible, since a thread that
     * is in may hide one that is out: two that hold each other's locks are only found together (docs/decisions/0012).
     */
    private static final int BATCH = 20_000;

    /** A thread that one batch hides from another is found when the first is out. More passes than this rarely help. */
    private static final int PASSES = 3;

    private static final long LIMIT = 60_000_000_000L;

    private final Tracking tracking;
    private final LongSupplier nanos;
    private final Consumer<String> progress;
    private final Collector collector = new Collector();

    /** {@code progress} receives lines for people. */
    public Prover(Tracking tracking, LongSupplier nanos, Consumer<String> progress) {
        this.tracking = tracking;
        this.nanos = nanos;
        this.progress = progress;
    }

    /** Takes two collections for each {@link #BATCH} suspects. All that were taken out are back at the end. */
    public Verdicts prove(Suspects suspects) throws InterruptedException, ReflectiveOperationException {
        List<Set<Long>> todo = Batches.of(suspects, BATCH);
        if (todo.isEmpty()) {
            return Verdicts.none(null);
        }
        WhyNot cannot = collector.cannot();
        if (cannot != null) {
            return Verdicts.none(cannot);
        }
        Verdicts verdicts = attempt(suspects, todo);
        // The first canaries may have been the first to load some class, and the JVM then holds them.
        return verdicts.problem() == WhyNot.SELF_TEST ? attempt(suspects, todo) : verdicts;
    }

    private Verdicts attempt(Suspects suspects, List<Set<Long>> todo)
            throws InterruptedException, ReflectiveOperationException {
        Trial trial = new Trial(tracking, collector, nanos);
        Canaries canaries = new Canaries(trial);
        try {
            Map<Long, WhyNot> whyNot = new HashMap<>();
            if (!canaries.enter() || !tryAll(trial, suspects, todo, whyNot) || !canaries.distinguished()) {
                return Verdicts.none(WhyNot.SELF_TEST);
            }
            Map<Long, Long> proved = new HashMap<>();
            todo.forEach(batch -> proved.putAll(trial.proved(batch)));
            whyNot.keySet().removeAll(proved.keySet());
            return new Verdicts(proved, trial.strays(), whyNot, null);
        } finally {
            if (!trial.end()) {
                Stderr.line("some threads that were tried for leaks are missing from the JVM's list of threads:"
                        + " its reference handler has not answered");
            }
            canaries.leave();
        }
    }

    private boolean tryAll(Trial trial, Suspects suspects, List<Set<Long>> todo, Map<Long, WhyNot> whyNot)
            throws InterruptedException {
        long deadline = nanos.getAsLong() + LIMIT;
        boolean again = true;
        for (int pass = 0; pass < PASSES && again; pass++) {
            again = false;
            for (int i = 0; i < todo.size(); i++) {
                Set<Long> left = new HashSet<>(todo.get(i));
                left.removeIf(trial::isProved);
                if (left.isEmpty()) {
                    continue;
                }
                if (nanos.getAsLong() > deadline) {
                    left.forEach(id -> whyNot.putIfAbsent(id, WhyNot.LEFT));
                    continue;
                }
                progress.accept("two collections, for " + left.size() + " threads"
                        + (todo.size() == 1 ? "" : ", " + (i + 1) + " of " + todo.size()));
                trial.add(suspects, left);
                if (!trial.run()) {
                    return false;
                }
                again |= note(trial, left, whyNot) && todo.size() > 1;
                if (todo.size() > 1) {
                    trial.endUnproved();
                }
            }
        }
        return true;
    }

    /** Returns whether any thread was proved. */
    private boolean note(Trial trial, Set<Long> tried, Map<Long, WhyNot> whyNot) {
        boolean any = false;
        for (long id : tried) {
            Trial.Probe probe = trial.probe(id);
            if (trial.isProved(id)) {
                any = true;
            } else if (probe != null) {
                whyNot.put(id, probe.tracked || !tracking.seesDirect() ? WhyNot.REACHABLE : WhyNot.EXECUTOR);
            }
        }
        return any;
    }
}
