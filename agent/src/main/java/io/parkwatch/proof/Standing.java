// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the garbage collector all the time, by the collections that the program makes anyway; it never forces one. Suspects are out for
 * minutes at a time, so that their witnesses are old by then: G1 holds what young ones lead to while it marks. They are missing from the
 * JVM's own list of threads meanwhile. Of who is not proved nothing is said: perhaps no collection has looked.
 */
public final class Standing {
    /** G1 marks the stacks of leaked threads while the program stands still: 3 to 6 ms for as many (design). */
    private static final int MOST = 1_000;

    private static final long OUT = 120_000_000_000L;
    private static final long IN = 30_000_000_000L;

    /** To look at a thread is to hold it, for the marking that runs just then. */
    private static final long TOUCH = 60_000_000_000L;

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
    private long touched;

    /** Takes nobody out yet. */
    public Standing(Tracking tracking, LongSupplier nanos) {
        this.tracking = tracking;
        this.nanos = nanos;
    }

    /** To be called after each look. What came of a round that has just ended; null: none has. */
    public @Nullable Verdicts step(Suspects suspects) throws InterruptedException, ReflectiveOperationException {
        if (!checked) {
            checked = true;
            cannot = collector.cannotAtAll();
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
        suspects.forEach((thread, id, blocker) -> batches.add(id, blocker));
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
        touched = now;
        suspects.forEach((thread, id, blocker) -> {
            if (those.contains(id)) {
                begun.add(thread, id);
            }
        });
    }

    private Verdicts over(Trial running) throws InterruptedException {
        Set<Long> proved = new HashSet<>(out);
        proved.removeIf(id -> !running.isProved(id));
        if (canaries.isHeldProved(running)) {
            cannot = WhyNot.SELF_TEST;
        }
        boolean told = canaries.toldApart(running);
        Verdicts verdicts =
                new Verdicts(told ? proved : Set.of(), told ? running.strays() : List.of(), Map.of(), cannot);
        end();
        return verdicts;
    }

    /** Puts back who is out; the round is as if it had not been. */
    public void end() throws InterruptedException {
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

    /** Those that are out: by their id, and once a minute themselves. */
    public void forEachOut(LongConsumer untouched, Consumer<Thread> touchedNow) {
        Trial running = trial;
        if (running == null) {
            return;
        }
        long now = nanos.getAsLong();
        boolean touch = now - touched >= TOUCH;
        touched = touch ? now : touched;
        for (long id : out) {
            Thread thread = touch ? running.thread(id) : null;
            if (thread == null) {
                untouched.accept(id);
            } else {
                touchedNow.accept(thread);
            }
        }
    }
}
