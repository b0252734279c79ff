// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.look.cells.Blockers;
import io.parkwatch.look.jvm.JoinTarget;
import io.parkwatch.look.jvm.Monitors;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.jvm.WatchedTime;
import io.parkwatch.look.proofs.Reclaims;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Threads;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.StampedLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Examines each wait once when it becomes old: reads its stack, blocker and channel, and classifies it. */
final class CloseLook {
    /** The number of waits in a batch. One batch is read in every look, however small the budget. */
    private static final int FEWEST = 64;

    private final PlatformThreads threads;
    private final @Nullable VirtualThreads virtual;
    private final LongSupplier cpu;
    private final Evidence evidence;
    private final Detector detector;
    private final WatchedTime time;
    private final Clock dates;
    private final Reclaims reclaims;
    private final Monitors monitors = new Monitors();
    private final List<WeakReference<Object>> blocking = new ArrayList<>();
    private long spent;
    private int unread;

    CloseLook(Threads threads, Evidence evidence, Detector detector, WatchedTime time, Clock dates, Reclaims reclaims) {
        this.threads = threads.platform;
        this.virtual = threads.virtual;
        this.cpu = threads.cpu(time);
        this.evidence = evidence;
        this.detector = detector;
        this.time = time;
        this.dates = dates;
        this.reclaims = reclaims;
    }

    /**
     * Reads as many candidates as {@code budget} allows, CPU time in nanoseconds. The rest count as waiting and are
     * read at the next look.
     */
    List<OldWait> read(List<Candidate> candidates, long budget, Blockers blockers) {
        unread = 0;
        spent = 0;
        blocking.clear();
        if (candidates.isEmpty()) {
            return List.of();
        }
        long start = cpu.getAsLong();
        List<Candidate> read = new ArrayList<>();
        List<BlockedWait> blocked = new ArrayList<>();
        for (int from = 0; from < candidates.size(); from += FEWEST) {
            List<Candidate> some = candidates.subList(from, Math.min(from + FEWEST, candidates.size()));
            if (from > 0 && cpu.getAsLong() - start > budget) {
                some.forEach(candidate -> candidate.tally().waiting());
                unread += some.size();
            } else {
                read(some, read, blocked);
            }
        }
        evidence.families().find(blocked, evidence.registry());
        blockers.find(blocked);
        Map<BlockedWait, Holder> holders = new JoinTarget(threads, virtual).of(blocked);
        List<OldWait> waits = new ArrayList<>(read.size());
        for (int i = 0; i < read.size(); i++) {
            OldWait wait = oldWait(read.get(i), blocked.get(i), holders.get(blocked.get(i)));
            read.get(i).keep().accept(wait);
            read.get(i).tally().old(wait.is());
            waits.add(wait);
        }
        spent = cpu.getAsLong() - start;
        return waits;
    }

    private void read(List<Candidate> some, List<Candidate> read, List<BlockedWait> blocked) {
        Thread[] all = new Thread[some.size()];
        Object[] blockers = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = some.get(i).thread();
            blockers[i] = threads.blocker(all[i]);
        }
        StackTraceElement[][] stacks = threads.stacks(all);
        for (int i = 0; i < all.length; i++) {
            Candidate candidate = some.get(i);
            StackTraceElement[] elements = stacks[i];
            Monitor monitor = elements == null ? null : monitor(candidate, elements);
            // If the wait ended while it was read, the stack may belong to another wait.
            if (elements == null
                    || threads.blocker(all[i]) != blockers[i]
                    || !candidate.lasts().getAsBoolean()
                    || (candidate.pipe() != null && !isInPipe(elements))) {
                candidate.tally().running();
                continue;
            }
            read.add(candidate);
            blocked.add(new BlockedWait(
                    all[i],
                    candidate.pipe() == null ? blockers[i] : candidate.pipe(),
                    monitor,
                    evidence.stacks().of(elements)));
        }
    }

    /** Returns the monitor that the thread wants or waits on; null if there is none or it is not known. */
    private @Nullable Monitor monitor(Candidate candidate, StackTraceElement[] elements) {
        boolean wants = candidate.kind() == Wait.BLOCKED;
        boolean waits = elements.length > 0 && elements[0].getClassName().equals("java.lang.Object");
        if (candidate.pipe() != null || (!wants && !waits)) {
            return null;
        }
        boolean untold = candidate.monitor() == null && wants;
        return candidate.tally().isVirtual() || untold ? monitors.of(candidate.thread()) : candidate.monitor();
    }

    /** A thread that was thrown out of a pipe's wait, for example by a stack overflow, does not wait there. */
    private static boolean isInPipe(StackTraceElement[] elements) {
        for (StackTraceElement element : elements) {
            if (element.getClassName().startsWith("java.io.Piped")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the blockers of the threads in {@code runBlocking} that were read. They lead to the coroutines that these
     * threads wait for.
     */
    List<WeakReference<Object>> blocking() {
        return blocking;
    }

    /** Returns the CPU time of the last {@link #read} in nanoseconds. */
    long spent() {
        return spent;
    }

    /** Returns how many candidates the last {@link #read} left. */
    int unread() {
        return unread;
    }

    /**
     * Reports whether the thread is in a named method. It has entered none since it was noted, so this is the same
     * call.
     */
    private static boolean isCall(Calls calls, Classification is, BlockedWait found) {
        if (!(is instanceof Classification.Stuck stuck)) {
            return false;
        }
        Frame frame = found.stack().frames().get(stuck.operation().frame());
        return frame.own() != null && frame.own().role() != null && calls.isSeen(frame);
    }

    /**
     * Returns the identity of the object that all waiters on one channel share; 0 if not known. Many threads are parked
     * by an object that is created for each wait.
     */
    private static int instance(@Nullable Object blocker, @Nullable Monitor monitor) {
        if (blocker == null) {
            return monitor == null
                    ? 0
                    : monitor.object() == null ? monitor.hash() : System.identityHashCode(monitor.object());
        }
        boolean shared = blocker instanceof AbstractOwnableSynchronizer
                || blocker instanceof Condition
                || blocker instanceof StampedLock
                || blocker instanceof LinkedTransferQueue
                || blocker instanceof Exchanger;
        return shared ? System.identityHashCode(blocker) : 0;
    }

    private OldWait oldWait(Candidate candidate, BlockedWait found, @Nullable Holder holder) {
        Thread thread = candidate.thread();
        Object blocker = found.blocker();
        Monitor monitor = found.monitor();
        if (blocker != null && detector.isBlocking(blocker.getClass().getName())) {
            blocking.add(new WeakReference<>(blocker));
        }
        Instant since = dates.instant().minusNanos(time.getAsLong() - candidate.since());
        Observation seen = Observation.at(found.stack())
                .thread(threads.id(thread), thread.getName())
                .virtual(candidate.tally().isVirtual())
                .jdkThread(!candidate.tally().isVirtual() && PlatformThreads.isJdks(thread))
                .since(candidate.since(), since, candidate.atLeast())
                .timed(candidate.kind() == Wait.TIMED)
                .blocker(blocker != null ? blocker.getClass().getName() : monitor == null ? null : monitor.type())
                .told(candidate.kind() == Wait.BLOCKED ? Role.LOCK : found.role, found.operation)
                .channel(found.channel)
                .createdAt(evidence.registry().creation(thread))
                .build();
        Observation observation = holder == null ? seen : seen.on(0, holder);
        Classification is = found.sleeps ? new Classification.Unreported(Why.SLEEP) : detector.classify(observation);
        if (candidate.calls() != null && !isCall(candidate.calls(), is, found)) {
            is = new Classification.Unreported(null);
        }
        OldWait.Reclaim reclaim =
                candidate.tally().isVirtual() && is instanceof Classification.Stuck ? reclaims.watch(thread) : null;
        if (is instanceof Classification.Stuck stuck && !stuck.operation().around() && found.operation == null) {
            observation = observation.on(instance(blocker, monitor), holder);
        }
        OldWait wait = new OldWait(OldWait.hash(blocker), observation, is, reclaim);
        if (reclaim != null) {
            reclaim.wait = wait;
        }
        return wait;
    }
}
