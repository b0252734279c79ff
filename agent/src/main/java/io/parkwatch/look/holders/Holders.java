// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Stack;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.Synchronizers;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StuckWait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds who holds what stuck threads wait for. Reads it again in each look, for stuck waits alone: a program in which
 * nothing is stuck pays nothing. A holder is named if two looks in a row read the same, or if it is part of a circle
 * that this look proves. For the watcher's thread only.
 */
public final class Holders {
    private final Evidence evidence;
    private final PlatformThreads platform;
    private final @Nullable VirtualThreads virtual;
    private final SameWaits same;
    private final LockOwners locks;
    private final ReadHolds readHolds;
    private final Members members;
    private final LockStates lockStates;
    private @Nullable QueuedTasks queued;
    private final StarvedPools starvedPools = new StarvedPools();
    private final MonitorOwners monitors;

    /** The number of this reading. */
    private int reading;

    private boolean firstRead;

    public Holders(Evidence evidence, Books books) {
        this.evidence = evidence;
        platform = evidence.threads().platform;
        virtual = evidence.threads().virtual;
        same = new SameWaits(evidence.threads(), books);
        Synchronizers synchronizers = new Synchronizers();
        locks = new LockOwners(platform, synchronizers);
        readHolds = new ReadHolds(synchronizers);
        members = new Members(platform);
        lockStates = new LockStates(synchronizers);
        monitors = new MonitorOwners(evidence.threads());
    }

    /** Reports whether the last look read a holder for the first time, which the next look may name. */
    public boolean mayNameMore() {
        return firstRead;
    }

    /** Returns the causes of the look's old waits, in their order; null for a wait whose holder is not known. */
    public @Nullable Cause[] read(LookState look) {
        @Nullable Cause[] causes = new Cause[look.old.size()];
        firstRead = false;
        reading++;
        List<Waiter> waiters = waiters(look);
        readHolds(waiters, look);
        name(causes, waiters, look);
        firstRead |= JobHolders.name(causes, look, reading);
        return causes;
    }

    /** Returns the waits that are findings or may become one. */
    @SuppressWarnings("ReferenceEquality") // equal stacks are the same one
    private static List<Waiter> waiters(LookState look) {
        List<Waiter> waiters = new ArrayList<>(look.old.size());
        IdentityHashMap<Stack, JdkCalls> known = new IdentityHashMap<>();
        Stack last = null;
        JdkCalls calls = null;
        for (int i = 0; i < look.old.size(); i++) {
            Thread thread = look.threads.get(i);
            OldWait wait = look.old.get(i);
            boolean counts = wait.is() instanceof Classification.Stuck || wait.is() instanceof Classification.Main;
            if (thread != null && counts) {
                Stack stack = wait.observation().stack();
                if (calls == null || stack != last) { // most waits are like the one before
                    calls = known.computeIfAbsent(stack, JdkCalls::of);
                    last = stack;
                }
                waiters.add(new Waiter(thread, wait, i, calls));
            }
        }
        return waiters;
    }

    private void readHolds(List<Waiter> waiters, LookState look) {
        List<Waiter> wanting = new ArrayList<>();
        ReadHolds.Search readers = null;
        Members.Search tasks = null;
        QueuedTasks.Search inQueues = null;
        Map<Long, List<Waiter>> joining = new HashMap<>();
        for (Waiter waiter : waiters) {
            Object blocker = platform.blocker(waiter.thread);
            Holder joined = waiter.wait.observation().holder();
            if (blocker != null && OldWait.hash(blocker) != waiter.wait.blocker()) {
                continue; // it waits for something else by now
            }
            waiter.blocker = blocker;
            if (waiter.wantsMonitor()) {
                wanting.add(waiter);
            } else if (joined != null) {
                joining.computeIfAbsent(joined.id(), id -> new ArrayList<>()).add(waiter);
            } else if (blocker == null || !locks.addOwner(blocker, waiter)) {
                if (blocker != null && readHolds.isHeld(blocker)) {
                    if (readHolds.isForReaders(blocker, waiter)) {
                        readers = readers == null ? readHolds.search(look.budget) : readers;
                        readers.add(blocker, waiter);
                    }
                } else if (Members.isFor(waiter)) {
                    tasks = tasks == null ? members.search() : tasks;
                    tasks.add(blocker, waiter);
                } else if (blocker != null && QueuedTasks.isFor(blocker)) {
                    inQueues = inQueues == null ? queued().search(look) : inQueues;
                    inQueues.add(blocker, waiter);
                }
            }
        }
        if (!wanting.isEmpty()) {
            monitors.find(wanting, look.threads, look.budget);
        }
        if (!joining.isEmpty()) {
            eachThread(thread -> {
                for (Waiter waiter : joining.getOrDefault(platform.id(thread), List.of())) {
                    waiter.holds.add(new Hold(thread, Holder.JOINED, true));
                }
            });
        }
        if (tasks != null) {
            eachThread(tasks);
        }
        if (inQueues != null) {
            look.budget.begin();
            eachThread(inQueues);
            inQueues.end();
            starvedPools.mark(inQueues.pools(), waiters);
            look.budget.end();
        }
        if (readers != null) {
            look.budget.begin();
            eachThread(readers);
            look.budget.end();
            readers.end();
        }
    }

    /** Made by the first wait that needs it. */
    private QueuedTasks queued() {
        QueuedTasks made = queued == null ? new QueuedTasks(platform) : queued;
        queued = made;
        return made;
    }

    private void eachThread(Consumer<Thread> visitor) {
        Thread[] all = platform.all();
        for (Thread thread : all) {
            if (thread != null) {
                visitor.accept(thread);
            }
        }
        if (virtual != null) {
            virtual.forEach(all, visitor);
        }
    }

    private void name(@Nullable Cause[] causes, List<Waiter> waiters, LookState look) {
        waiters.removeIf(waiter -> waiter.holds.isEmpty() && !LockStates.isLock(waiter.blocker));
        if (waiters.isEmpty()) {
            return;
        }
        HolderStates states = new HolderStates(evidence, look);
        WaitGraph graph = new WaitGraph(causes.length, waiters, states, lockStates, evidence.detector());
        List<Waiter> suspects = graph.suspects();
        if (!suspects.isEmpty()) {
            graph.keep(confirmed(suspects, look));
        }
        BitSet named = new BitSet();
        for (Waiter waiter : waiters) {
            named.set(waiter.number, isReadTwice(waiter) || graph.isProved(waiter));
        }
        graph.findLoops(named);
        for (Waiter waiter : waiters) {
            causes[waiter.place] = graph.cause(waiter, named.get(waiter.number));
        }
    }

    /** Reports whether two looks in a row read a holder of this wait. A thread that is joined never changes. */
    private boolean isReadTwice(Waiter waiter) {
        StuckWait stuck = waiter.wait.stuck();
        if (waiter.holds.isEmpty() || stuck == null) {
            return false;
        }
        boolean isFirst = !stuck.isHeldAt(reading - 1);
        int count = waiter.holds.size();
        int again = 0;
        for (int i = 0; i < count; i++) {
            Hold hold = waiter.holds.get(i);
            boolean isSame = stuck.isHeldAt(reading - 1, i, hold.id(platform), hold.how())
                    || hold.how().equals(Holder.JOINED);
            if (isSame) {
                again++;
            } else {
                waiter.readOnce(i);
            }
        }
        if (again == count && stuck.holders() == count) {
            stuck.holdOn(reading); // as nearly always: nothing is made
        } else {
            record(waiter, stuck);
        }
        firstRead |= isFirst && again == 0;
        return again > 0;
    }

    private void record(Waiter waiter, StuckWait stuck) {
        long[] ids = new long[waiter.holds.size()];
        String[] hows = new String[ids.length];
        for (int i = 0; i < ids.length; i++) {
            Hold hold = waiter.holds.get(i);
            ids[i] = hold.id(platform);
            hows[i] = hold.how();
        }
        stuck.hold(ids, hows, reading);
    }

    /** Returns the numbers of those suspects for which a second reading shows the same, in the same waits. */
    private BitSet confirmed(List<Waiter> suspects, LookState look) {
        List<Waiter> again = new ArrayList<>(suspects.size());
        for (Waiter suspect : suspects) {
            again.add(suspect.again());
        }
        readHolds(again, look);
        // The waits come last: each has then lasted from before the first reading until after the second.
        BitSet confirmed = new BitSet();
        for (int i = 0; i < suspects.size(); i++) {
            Waiter suspect = suspects.get(i);
            boolean isSame = suspect.isHeldAs(again.get(i));
            suspect.orphaned &= isSame;
            boolean lasts = isSame && same.isUntimed(suspect);
            StarvedPools.compare(suspect, again.get(i), lasts);
            if (lasts) {
                confirmed.set(suspect.number);
            }
        }
        StarvedPools.settle(suspects, evidence.registry(), evidence.detector().program());
        return confirmed;
    }
}
