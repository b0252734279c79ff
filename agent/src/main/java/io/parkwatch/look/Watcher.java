// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.RecurringFault;
import io.parkwatch.Stderr;
import io.parkwatch.births.EntryListener;
import io.parkwatch.births.Registry;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.Totals;
import io.parkwatch.look.cells.CloseSuspensions;
import io.parkwatch.look.cells.Suspensions;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.proofs.Reclaims;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs the looks: one per interval, an extra one when a wait becomes old in between, fewer when they cost more than
 * their share of a core. Runs on a platform thread of its own, since virtual threads may be what is stuck.
 */
public final class Watcher implements Runnable {
    /**
     * 0.8 % of a core for the looks, which leaves room for the work between them, and 4 % for stacks: at most one and
     * five per cent in all (docs/decisions/0003).
     */
    private static final long LOOKS = 125;

    private static final long STACKS = 25;
    private static final long SAVED = 500_000_000;

    /** The budget of traces is per second and is refilled at this interval. */
    private static final long TICK = 1_000_000_000;

    private static final long SHORTEST_PAUSE = 5_000_000;

    private final long interval;
    private final Look look;
    private final Proofs proofs;
    private final Threads threads;
    private final LongSupplier cpu;
    private final Registry registry;
    private final Detector detector;
    private final WatchedTime time;
    private final Clock dates;
    private final Owner owner;
    private final Pace pace;
    private final Share lookShare;
    private final Share stackShare;
    private final long start;

    /** Created once a wait is old, to keep its classes out of the startup. */
    private @Nullable Ledger ledger;

    private boolean virtualTested;

    /** Whether the JVM would call {@code getId} of a thread's own class. */
    private boolean asksIds;

    private final RecurringFault failedLooks;
    private final RecurringFault lostPlaces;
    private long refilled;
    private volatile boolean stopped;
    private volatile long pause;

    /** The agent that the watcher works for. Called on the watcher's thread. */
    public interface Owner {
        /** Tests the hooks of virtual threads. Called once, when there is a virtual thread. */
        boolean virtualWorks();

        /**
         * Makes the JVM read the ids of threads itself where it would call a method of the program. Called once, when
         * there is such a method. Returns false if that is not possible.
         */
        boolean readsIds();

        /** Reports whether all hooks were present since the last look. Restores them if not. */
        boolean hooksHeld();

        /** Called after each look. */
        void looked(Looked looked);

        /** Called instead of {@link #looked} after a look that failed. */
        void lookFailed(Throwable cause);
    }

    Watcher(
            Duration interval,
            Look look,
            Proofs proofs,
            Threads threads,
            Evidence evidence,
            Detector detector,
            WatchedTime time,
            Clock dates,
            Owner owner) {
        this.interval = interval.toNanos();
        this.pause = this.interval;
        this.pace = new Pace(this.interval);
        this.look = look;
        this.proofs = proofs;
        this.threads = threads;
        this.asksIds = threads.asksIds;
        this.cpu = threads.cpu(time);
        this.registry = evidence.registry();
        this.detector = detector;
        this.time = time;
        this.dates = dates;
        this.owner = owner;
        this.failedLooks = new RecurringFault(time);
        this.lostPlaces = new RecurringFault(time);
        long now = time.getAsLong();
        this.refilled = now;
        this.start = now;
        this.lookShare = new Share(LOOKS, SAVED, now);
        this.stackShare = new Share(STACKS, SAVED, now);
    }

    /** Requests a proof: the garbage collector determines which waits are leaked. */
    public void prove() {
        proofs.ask();
    }

    /** Returns how many requested proofs have ended. */
    public int proofs() {
        return proofs.ended();
    }

    /** Describes the current proof for people; empty if there is none. */
    public String proving() {
        return proofs.doing();
    }

    /** Returns the present time between two looks: the configured interval, or longer where looks are expensive. */
    public Duration interval() {
        return Duration.ofNanos(Math.max(interval, pause));
    }

    /** Ends the loop soon. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        registry.ignoreMaker(Thread.currentThread());
        while (!stopped) {
            long began = time.getAsLong();
            long next = began + interval;
            try {
                Seen seen = lookOnce(began);
                next = pace.next(began, seen.nextOld(), seen.nextNew());
                if (proofs.isAsked()) {
                    proofs.run(() -> lookOnce(time.getAsLong()));
                }
                proofs.step();
            } catch (Throwable t) {
                failed(t);
            }
            sleepUntil(Math.max(next, time.getAsLong() + SHORTEST_PAUSE));
        }
        try {
            proofs.end();
        } catch (Throwable t) {
            Stderr.line("some threads that were tried for leaks are missing from the JVM's list of threads");
        }
    }

    /** Reports a failed look. The next look may succeed, whatever the cause. */
    private void failed(Throwable cause) {
        try {
            proofs.fail("a look failed");
            failedLooks.line("a look failed, the next one comes: " + cause);
            owner.lookFailed(cause);
        } catch (Throwable t) {
            // Not only the look fails: memory may have run out.
        }
    }

    private Seen lookOnce(long now) {
        if (!virtualTested && look.anyVirtual()) {
            // Set virtualTested only after an answer: without memory the call throws, and the next look asks again.
            boolean works = owner.virtualWorks();
            virtualTested = true;
            if (works) {
                look.watchVirtual();
            }
        }
        if (asksIds && look.anyOwnId()) {
            // Clear asksIds only after an answer, as above.
            if (!owner.readsIds()) {
                look.askNone();
            }
            asksIds = false;
        }
        long start = cpu.getAsLong();
        if (!owner.hooksHeld()) {
            look.forget();
            if (ledger != null) {
                ledger.forget();
            }
        }
        drain();
        registry.tidy();
        Seen seen = look.look(Math.max(0, stackShare.available(now)));
        stackShare.spend(seen.closeNanos());
        owner.looked(looked(seen, start));
        lookShare.available(now);
        lookShare.spend(cpu.getAsLong() - start - seen.closeNanos());
        return seen;
    }

    private Looked looked(Seen seen, long start) {
        long now = time.getAsLong();
        Ledger.@Nullable Page page = null;
        if (ledger != null || !seen.old().isEmpty()) {
            ledger = ledger == null ? new Ledger(detector, this.start) : ledger;
            page = ledger.add(seen, now);
        }
        return new Looked(
                seen,
                dates.instant(),
                (cpu.getAsLong() - start) / 1e9,
                new ThreadCounts(
                        seen.platform(),
                        seen.virtual(),
                        seen.coroutines(),
                        page == null ? 0 : page.leaked(),
                        page == null ? 0 : page.reclaimed()),
                page == null ? List.of() : page.findings(),
                page == null ? null : page.main(),
                totals(),
                proofs.last(),
                page == null ? Map.of() : page.ended());
    }

    private Totals totals() {
        return new Totals(
                ledger == null ? Totals.none() : ledger.stuckEver(),
                proofs.leakedEver(),
                ledger == null ? Totals.none() : ledger.reclaimedEver(),
                registry.threads.skipped(),
                registry.channels.skipped() + registry.locks.skipped());
    }

    private void sleepUntil(long wanted) {
        long now = time.getAsLong();
        long until = Math.max(wanted, now + lookShare.untilPaid());
        pause = until - now;
        while (!stopped && !proofs.isAsked() && now < until) {
            long planned = Math.min(until, now + TICK);
            LockSupport.parkNanos(this, planned - now);
            time.woke(planned);
            drain();
            now = time.getAsLong();
        }
    }

    /** Drains the registry. A failure here must not end the loop: it only loses some creation places. */
    private void drain() {
        try {
            long now = time.getAsLong();
            if (now - refilled >= TICK) {
                refilled = now;
                registry.refill(threads.allocated());
            }
            registry.drain();
        } catch (Throwable t) {
            try {
                lostPlaces.line("creation places were lost: " + t);
            } catch (Throwable noMemory) {
                // The next failure is reported.
            }
        }
    }

    /** Publishes the table to both hooks that clear the threads that were seen waiting. */
    private static final class Both implements Consumer<long[]> {
        private final Consumer<long[]> hub;
        private final EntryListener entered;

        Both(Consumer<long[]> hub, EntryListener entered) {
            this.hub = hub;
            this.entered = entered;
        }

        @Override
        public void accept(long[] ids) {
            hub.accept(ids);
            entered.waits(ids);
        }
    }

    /**
     * Creates a watcher with its own look.
     *
     * @param alwaysProve whether to ask the garbage collector without a request
     * @param publish hands a new table of thread ids to the hook
     */
    public static Watcher of(
            Duration threshold,
            Duration interval,
            boolean alwaysProve,
            Threads threads,
            Evidence evidence,
            Detector detector,
            Clocks clocks,
            Consumer<long[]> publish,
            Predicate<Thread> own,
            Owner owner) {
        WatchedTime time = new WatchedTime(clocks.nanos());
        Reclaims reclaims = new Reclaims();
        CloseLook closeLook = new CloseLook(threads, evidence, detector, time, clocks.dates(), reclaims);
        if (threads.virtual != null && !threads.virtual.seesDirect()) {
            threads.virtual.alsoThose(evidence.registry()::forEachThread);
        }
        EntryListener entered = evidence.registry().entries;
        Table table = new Table(new Both(publish, entered));
        Calls calls = new Calls(evidence.own(), entered);
        Suspensions suspensions = new Suspensions(
                evidence.families(),
                evidence.registry(),
                threshold.toNanos(),
                new CloseSuspensions(threads, evidence.families(), evidence, detector, time, clocks.dates()));
        Look look = new Look(
                threshold.toNanos(),
                threads,
                table,
                calls,
                closeLook,
                suspensions,
                reclaims,
                time,
                evidence.stacks(),
                own);
        Proofs proofs = new Proofs(threads, table, calls, time, clocks.dates(), alwaysProve);
        look.outside(proofs);
        return new Watcher(interval, look, proofs, threads, evidence, detector, time, clocks.dates(), owner);
    }
}
