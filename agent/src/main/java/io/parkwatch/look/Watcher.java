// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.Stderr;
import io.parkwatch.detect.Classified;
import io.parkwatch.detect.Detector;
import io.parkwatch.detect.Findings;
import io.parkwatch.detect.History;
import io.parkwatch.finding.MainWait;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import io.parkwatch.seen.Registry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The loop around the looks: one each interval, one more when a wait becomes old in between, fewer when they cost more than their share
 * of a core. It runs on a platform thread of its own, since virtual threads may be what is stuck.
 */
public final class Watcher implements Runnable {
    /** One core's hundredth for the looks, its twentieth for stacks (docs/decisions/0003). */
    private static final long LOOKS = 100;

    private static final long STACKS = 20;
    private static final long SAVED = TimeUnit.MILLISECONDS.toNanos(500);

    /** The budget of traces is per second, and is given anew this often. */
    private static final long TICK = TimeUnit.SECONDS.toNanos(1);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final long interval;
    private final Look look;
    private final Threads threads;
    private final LongSupplier cpu;
    private final Registry registry;
    private final Detector detector;
    private final WatchedTime time;
    private final Clock dates;
    private final History history;
    private final Owner owner;
    private final Share lookShare;
    private final Share stackShare;
    private final Map<Role, Long> stuckEver = new EnumMap<>(Role.class);
    private boolean virtualTested;
    private boolean failed;
    private long refilled;
    private volatile boolean stopped;
    private volatile long pause;

    /** Whom it works for. Called on the watcher's thread. */
    public interface Owner {
        /** Tests the hooks of virtual threads; asked once, when there is a virtual thread. */
        boolean virtualWorks();

        /** Told after each look. */
        void looked(Looked looked);
    }

    Watcher(
            Duration interval,
            Look look,
            Threads threads,
            Evidence evidence,
            Detector detector,
            WatchedTime time,
            Clock dates,
            Owner owner) {
        this.interval = interval.toNanos();
        this.pause = this.interval;
        this.look = look;
        this.threads = threads;
        this.cpu = threads.cpu(time);
        this.registry = evidence.registry();
        this.detector = detector;
        this.time = time;
        this.dates = dates;
        this.owner = owner;
        long now = time.getAsLong();
        this.refilled = now;
        this.history = new History(now);
        this.lookShare = new Share(LOOKS, SAVED, now);
        this.stackShare = new Share(STACKS, SAVED, now);
        for (Role role : Role.values()) {
            stuckEver.put(role, 0L);
        }
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
        while (!stopped) {
            long began = time.getAsLong();
            long nextOld = Long.MAX_VALUE;
            try {
                nextOld = lookOnce(began);
                failed = false;
            } catch (Throwable t) {
                // Whatever it is, the next look may succeed.
                said("a look failed, the next one comes: " + t);
            }
            sleepUntil(Math.max(Math.min(began + interval, nextOld), time.getAsLong() + SHORTEST_PAUSE));
        }
    }

    private long lookOnce(long now) {
        if (!virtualTested && look.anyVirtual()) {
            virtualTested = true;
            if (owner.virtualWorks()) {
                look.watchVirtual();
            }
        }
        long start = cpu.getAsLong();
        drain();
        registry.tidy();
        Seen seen = look.look(Math.max(0, stackShare.available(now)));
        stackShare.spend(seen.closeNanos());
        owner.looked(looked(seen, start));
        lookShare.available(now);
        lookShare.spend(cpu.getAsLong() - start - seen.closeNanos());
        return seen.nextOld();
    }

    private Looked looked(Seen seen, long start) {
        long now = time.getAsLong();
        Findings findings = new Findings(detector);
        MainWait main = null;
        for (OldWait wait : seen.old()) {
            Observation observation = wait.observation();
            if (wait.is() instanceof Classified.Stuck stuck) {
                findings.add(stuck, observation);
            } else if (wait.is() instanceof Classified.Main waits) {
                main = new MainWait(
                        waits.waitsAt(),
                        waits.operation().name(),
                        (now - observation.sinceNanos()) / 1e9,
                        observation.atLeast());
            }
        }
        for (OldWait wait : seen.fresh()) {
            if (wait.is() instanceof Classified.Stuck stuck) {
                stuckEver.merge(stuck.operation().role(), 1L, Long::sum);
            }
        }
        return new Looked(
                dates.instant(),
                (cpu.getAsLong() - start) / 1e9,
                new Watched(seen.platform(), seen.virtual(), 0, 0),
                history.remember(findings.worstFirst(now), now),
                main,
                totals(),
                Duration.ofNanos(seen.age()),
                seen.unread());
    }

    private Totals totals() {
        Map<Role, Long> none = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            none.put(role, 0L);
        }
        return new Totals(
                new EnumMap<>(stuckEver), none, none, registry.threadTracesSkipped(), registry.channelTracesSkipped());
    }

    private void sleepUntil(long wanted) {
        long now = time.getAsLong();
        long until = Math.max(wanted, now + lookShare.untilPaid());
        pause = until - now;
        while (!stopped && now < until) {
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
            said("creation places were lost: " + t);
        }
    }

    /** The same trouble may come with every look: its line comes once in a row. */
    private void said(String line) {
        if (!failed) {
            Stderr.line(line);
        }
        failed = true;
    }

    /** A watcher with a look of its own. {@code publish} hands a new table of thread ids to the hook. */
    public static Watcher of(
            Duration threshold,
            Duration interval,
            Threads threads,
            Evidence evidence,
            Detector detector,
            Clocks clocks,
            Consumer<long[]> publish,
            Predicate<Thread> own,
            Owner owner) {
        WatchedTime time = new WatchedTime(clocks.nanos());
        CloseLook closeLook = new CloseLook(threads, evidence, detector, time, clocks.dates());
        Look look = new Look(threshold.toNanos(), threads, new Table(publish), closeLook, time, own);
        return new Watcher(interval, look, threads, evidence, detector, time, clocks.dates(), owner);
    }
}
