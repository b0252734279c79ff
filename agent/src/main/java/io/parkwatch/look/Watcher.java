// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.Repeated;
import io.parkwatch.Stderr;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import io.parkwatch.look.cells.CloseSuspensions;
import io.parkwatch.look.cells.Suspensions;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Proofs;
import io.parkwatch.look.proofs.Reclaims;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.Table;
import io.parkwatch.look.waits.Threads;
import io.parkwatch.seen.Entered;
import io.parkwatch.seen.Registry;
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
 * The loop around the looks: one each interval, one more when a wait becomes old in between, fewer when they cost more
 * than their share of a core. It runs on a platform thread of its own, since virtual threads may be what is stuck.
 */
public final class Watcher implements Runnable {
    /**
     * 0.8 % of a core for the looks, which leaves room for what is done between them, and 4 % for stacks: within one
     * and five per cent (docs/decisions/0003).
     */
    private static final long LOOKS = 125;

    private static final long STACKS = 25;
    private static final long SAVED = 500_000_000;

    /** The budget of traces is per second, and is given anew this often. */
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

    /** There once a wait was old: a start is spared what it loads. */
    private @Nullable Ledger ledger;

    private boolean virtualTested;

    /** Whether the JVM would call a thread's own {@code getId}. */
    private boolean asksIds;

    private final Repeated failedLooks;
    private final Repeated lostPlaces;
    private long refilled;
    private volatile boolean stopped;
    private volatile long pause;

    /** Whom it works for. Called on the watcher's thread. */
    public interface Owner {
        /** Tests the hooks of virtual threads; asked once, when there is a virtual thread. */
        boolean virtualWorks();

        /**
         * Has the JVM read the ids of threads, where it would call a method of the program's for them. Asked once, when
         * there is such a method. False: it can't be had.
         */
        boolean readsIds();

        /** Whether all hooks were there since the last look; if not, they are again. */
        boolean hooksHeld();

        /** Told after each look. */
        void looked(Looked looked);

        /** Told instead, after one that failed. */
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
        this.failedLooks = new Repeated(time);
        this.lostPlaces = new Repeated(time);
        long now = time.getAsLong();
        this.refilled = now;
        this.start = now;
        this.lookShare = new Share(LOOKS, SAVED, now);
        this.stackShare = new Share(STACKS, SAVED, now);
    }

    /** Which waits are leaked, as the garbage collector says when it is asked, or always. */
    public void prove() {
        proofs.ask();
    }

    /** How many proofs have ended that somebody asked for. */
    public int proofs() {
        return proofs.ended();
    }

    /** What a proof does now, for people; empty: there is none. */
    public String proving() {
        return proofs.doing();
    }

    /** The time between two looks now: the wanted interval, or longer where the looks are dear. */
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

    /** Whatever it is, the next look may succeed. */
    private void failed(Throwable cause) {
        try {
            proofs.fail("a look failed");
            failedLooks.line("a look failed, the next one comes: " + cause);
            owner.lookFailed(cause);
        } catch (Throwable t) {
            // It fails for more than a look: no memory, perhaps.
        }
    }

    private Seen lookOnce(long now) {
        if (!virtualTested && look.anyVirtual()) {
            // Not before it has an answer: without memory there is none, and the next look asks again.
            boolean works = owner.virtualWorks();
            virtualTested = true;
            if (works) {
                look.watchVirtual();
            }
        }
        if (asksIds && look.anyOwnId()) {
            // Not before it has an answer, as above.
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
                new Watched(
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
                registry.threadTracesSkipped(),
                registry.channelTracesSkipped());
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

    /** A failure here must not end the loop: it costs some creation places. */
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
                // It comes with the next failure.
            }
        }
    }

    /** Both hooks that clear the threads that were seen waiting. */
    private static final class Both implements Consumer<long[]> {
        private final Consumer<long[]> hub;
        private final Entered entered;

        Both(Consumer<long[]> hub, Entered entered) {
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
     * A watcher with a look of its own.
     *
     * @param alwaysProve whether it asks the garbage collector without being asked itself
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
        Entered entered = evidence.registry().entered();
        Table table = new Table(new Both(publish, entered));
        Calls calls = new Calls(evidence.own(), entered);
        Suspensions suspensions = new Suspensions(
                evidence.channels().families(),
                evidence.registry(),
                threshold.toNanos(),
                new CloseSuspensions(
                        threads, evidence.channels().families(), evidence, detector, time, clocks.dates()));
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
