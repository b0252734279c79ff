// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Operation;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Role;
import io.parkwatch.look.cells.Blockers;
import io.parkwatch.look.jvm.ClassMonitors;
import io.parkwatch.look.jvm.JoinTarget;
import io.parkwatch.look.jvm.Monitors;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.Wait;
import io.parkwatch.look.waits.Calls;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Reclaims;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.look.waits.WaitCandidate;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Examines each wait once when it becomes old: reads its stack, blocker and channel, and classifies it. */
final class CloseLook {
    /** From 2.13 on a {@code BlockingQueue}; those that take from it wait at its one condition. */
    private static final String POOL_QUEUE = "org.apache.commons.pool2.impl.LinkedBlockingDeque";

    private final Evidence evidence;
    private final PlatformThreads threads;
    private final Reclaims reclaims;
    private final Monitors monitors = new Monitors();

    /** Set once a wait was old, to keep its class out of the startup. */
    private @Nullable ClassMonitors classes;

    private final List<WeakReference<Object>> blocking = new ArrayList<>();

    CloseLook(Evidence evidence, Reclaims reclaims) {
        this.evidence = evidence;
        this.threads = evidence.threads().platform;
        this.reclaims = reclaims;
    }

    /**
     * Reads as many candidates as the look's budget allows. The rest count as waiting and are read at the next look.
     */
    void read(LookState look, Blockers blockers) {
        blocking.clear();
        List<WaitCandidate> candidates = look.candidates;
        if (candidates.isEmpty()) {
            return;
        }
        look.budget.begin();
        List<WaitCandidate> read = new ArrayList<>();
        List<BlockedWait> blocked = new ArrayList<>();
        for (int from = 0; from < candidates.size(); from += StackBudget.BATCH) {
            List<WaitCandidate> some = candidates.subList(from, Math.min(from + StackBudget.BATCH, candidates.size()));
            if (from > 0 && look.budget.isExceeded()) {
                some.forEach(candidate -> candidate.tally().addWaiting());
                look.budget.leave(some.size());
            } else {
                read(some, read, blocked);
            }
        }
        evidence.families().find(blocked, evidence.registry());
        blockers.find(blocked);
        ClassMonitors names = classes == null ? new ClassMonitors(evidence.instrumentation()) : classes;
        classes = names;
        names.find(blocked);
        Map<BlockedWait, Holder> holders = new JoinTarget(threads, evidence.threads().virtual).of(blocked);
        for (int i = 0; i < read.size(); i++) {
            OldWait wait = oldWait(
                    read.get(i),
                    blocked.get(i),
                    holders.get(blocked.get(i)),
                    names.name(blocked.get(i).monitor()));
            read.get(i).keep().accept(wait);
            look.countExamined(read.get(i).thread(), read.get(i).tally(), wait);
        }
        look.budget.end();
    }

    private void read(List<WaitCandidate> some, List<WaitCandidate> read, List<BlockedWait> blocked) {
        Thread[] all = new Thread[some.size()];
        Object[] blockers = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = some.get(i).thread();
            blockers[i] = threads.blocker(all[i]);
        }
        StackTraceElement[][] stacks = threads.stacks(all);
        for (int i = 0; i < all.length; i++) {
            WaitCandidate candidate = some.get(i);
            StackTraceElement[] elements = stacks[i];
            Monitor monitor = elements == null ? null : monitor(candidate, elements);
            // If the wait ended while it was read, the stack may belong to another wait.
            if (elements == null
                    || threads.blocker(all[i]) != blockers[i]
                    || !candidate.lasts().getAsBoolean()
                    || (candidate.pipe() != null && !isInPipe(elements))) {
                candidate.tally().addRunning();
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
    private @Nullable Monitor monitor(WaitCandidate candidate, StackTraceElement[] elements) {
        boolean wants = candidate.kind() == Wait.BLOCKED;
        boolean waits = elements.length > 0 && elements[0].getClassName().equals("java.lang.Object");
        if (candidate.pipe() != null || (!wants && !waits)) {
            return null;
        }
        boolean untold = candidate.monitor() == null && wants;
        return candidate.tally().isVirtual() || untold ? monitors.of(candidate.thread()) : candidate.monitor();
    }

    /** A thread that was thrown out of a pipe's wait, for example by a stack overflow, does not wait there. */
    private boolean isInPipe(StackTraceElement[] elements) {
        List<String> sliced = evidence.families().sliced();
        for (StackTraceElement element : elements) {
            if (sliced.contains(element.getClassName())) {
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

    /** Reports whether threads that wait for one thing share what they are parked with. A wrapper may have several. */
    private static boolean isOne(Operation operation) {
        return !operation.around() || operation.type().equals(POOL_QUEUE);
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

    /** Returns the identity of the object that all waiters on one channel share; 0 if not known. */
    private int instance(@Nullable Object blocker, @Nullable Monitor monitor) {
        if (blocker == null) {
            return monitor == null
                    ? 0
                    : monitor.object() == null ? monitor.hash() : System.identityHashCode(monitor.object());
        }
        return System.identityHashCode(evidence.families().shared(blocker));
    }

    private OldWait oldWait(WaitCandidate candidate, BlockedWait found, @Nullable Holder holder, @Nullable String of) {
        Thread thread = candidate.thread();
        Object blocker = found.blocker();
        Monitor monitor = found.monitor();
        if (blocker != null && evidence.detector().isBlocking(blocker.getClass().getName())) {
            blocking.add(new WeakReference<>(blocker));
        }
        boolean isVirtual = candidate.tally().isVirtual();
        Observation observation = Observation.at(found.stack())
                .thread(threads.id(thread), thread.getName())
                .virtual(isVirtual)
                .jdkThread(!isVirtual && PlatformThreads.isJdks(thread))
                .since(candidate.since(), evidence.date(candidate.since()), candidate.atLeast())
                .blocker(blocker != null ? blocker.getClass().getName() : monitor == null ? null : monitor.type())
                .recorded(candidate.kind() == Wait.BLOCKED ? Role.LOCK : found.role, found.operation)
                .channel(found.channel)
                .createdAt(evidence.registry().creation(thread))
                .of(of)
                .build()
                .on(0, holder);
        Classification is = found.sleeps
                ? new Classification.Unreported(Why.SLEEP)
                : evidence.detector().classify(observation);
        if (candidate.calls() != null && !isCall(candidate.calls(), is, found)) {
            is = new Classification.Unreported(null);
        }
        if (is instanceof Classification.Stuck stuck && isOne(stuck.operation()) && found.operation == null) {
            observation = observation.on(instance(blocker, monitor), holder);
        }
        OldWait wait = new OldWait(OldWait.hash(blocker), observation, is);
        if (isVirtual && wait.stuck() != null) {
            reclaims.watch(wait.stuck(), thread);
        }
        return wait;
    }
}
