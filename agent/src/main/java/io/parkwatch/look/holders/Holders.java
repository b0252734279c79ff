// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Holder;
import io.parkwatch.gather.Cause;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.Books;
import io.parkwatch.look.waits.Evidence;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.OldWait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final LockOwners locks = new LockOwners();
    private final ReadHolds readHolds = new ReadHolds();
    private final Members members = new Members();
    private final LockStates lockStates = new LockStates();
    private final MonitorOwners monitors;

    /** The holders that the last look read, by the id of the thread that waits. */
    private Map<Long, Reading> before = new HashMap<>();

    private boolean firstRead;

    /** A holder that a look read, and the wait that it was read for. */
    private record Reading(long since, long holder, String how) {
        /** Written by hand: {@code equals} of a record needs tables of the JDK's, see decision 0016. */
        boolean isSameAs(@Nullable Reading other) {
            return other != null && since == other.since && holder == other.holder && how.equals(other.how);
        }
    }

    public Holders(Evidence evidence, Books books) {
        this.evidence = evidence;
        platform = evidence.threads().platform;
        virtual = evidence.threads().virtual;
        same = new SameWaits(evidence.threads(), books);
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
        Map<Long, Reading> now = new HashMap<>();
        List<Waiter> waiters = waiters(look);
        readHolds(waiters, look);
        name(causes, waiters, look, now);
        before = now;
        return causes;
    }

    /** Returns the waits that are findings or may become one. */
    private static List<Waiter> waiters(LookState look) {
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < look.old.size(); i++) {
            Thread thread = look.threads.get(i);
            OldWait wait = look.old.get(i);
            boolean counts = wait.is() instanceof Classification.Stuck || wait.is() instanceof Classification.Main;
            if (thread != null && counts) {
                waiters.add(new Waiter(thread, wait, i));
            }
        }
        return waiters;
    }

    private void readHolds(List<Waiter> waiters, LookState look) {
        List<Waiter> wanting = new ArrayList<>();
        ReadHolds.Search readers = null;
        Members.Search tasks = null;
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
            } else if (blocker == null || !locks.addOwner(blocker, waiter, lockStates)) {
                if (blocker != null && readHolds.isHeld(blocker)) {
                    readers = readers == null ? readHolds.search(look.budget) : readers;
                    readers.add(blocker, waiter);
                } else if (Members.isFor(waiter)) {
                    tasks = tasks == null ? members.search() : tasks;
                    tasks.add(blocker, waiter);
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
        if (readers != null) {
            look.budget.begin();
            eachThread(readers);
            look.budget.end();
            readers.end();
        }
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

    private void name(@Nullable Cause[] causes, List<Waiter> waiters, LookState look, Map<Long, Reading> now) {
        waiters.removeIf(waiter -> waiter.holds.isEmpty() && !LockStates.isLock(waiter.blocker));
        if (waiters.isEmpty()) {
            return;
        }
        WaitGraph graph = new WaitGraph(waiters, new HolderStates(evidence, look), lockStates, evidence.detector());
        List<Waiter> suspects = graph.suspects();
        if (!suspects.isEmpty()) {
            graph.keep(confirmed(suspects, look));
        }
        for (Waiter waiter : waiters) {
            boolean named = graph.isProved(waiter);
            if (!waiter.holds.isEmpty()) {
                Hold first = waiter.holds.get(0);
                long since = waiter.wait.observation().sinceNanos();
                Reading read = new Reading(since, platform.id(first.thread()), first.how());
                now.put(waiter.id(), read);
                Reading last = before.get(waiter.id());
                named |= read.isSameAs(last) || first.how().equals(Holder.JOINED); // a join never changes its thread
                firstRead |= !named && (last == null || last.since() != since);
            }
            causes[waiter.place] = graph.cause(waiter, named);
        }
    }

    /** Returns those of the suspects for which a second reading shows the same, in the same waits. */
    private Set<Waiter> confirmed(List<Waiter> suspects, LookState look) {
        List<Waiter> again = new ArrayList<>();
        for (Waiter suspect : suspects) {
            again.add(new Waiter(suspect.thread, suspect.wait, suspect.place));
        }
        readHolds(again, look);
        // The waits come last: each has then lasted from before the first reading until after the second.
        Set<Waiter> confirmed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < suspects.size(); i++) {
            if (suspects.get(i).isHeldAs(again.get(i)) && same.isUntimed(suspects.get(i))) {
                confirmed.add(suspects.get(i));
            }
        }
        return confirmed;
    }
}
