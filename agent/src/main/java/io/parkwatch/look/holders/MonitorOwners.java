// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.Monitors;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.VirtualStates;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.PlatformWaits;
import io.parkwatch.look.waits.StackBudget;
import io.parkwatch.look.waits.Threads;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owners of monitors. The JVM names the owner along with a platform thread's counters. From 24 on it does not
 * where a virtual thread is involved: then the owner is the thread whose dump lists the monitor as owned.
 */
final class MonitorOwners {
    /** The most threads of each kind, besides those of old waits, that are asked what they own, at 20 µs each. */
    private static final int MOST_OTHERS = 1_000;

    private final PlatformThreads platform;
    private final @Nullable VirtualThreads virtual;
    private final @Nullable PlatformWaits waits;
    private final Monitors monitors = new Monitors();

    MonitorOwners(Threads threads) {
        platform = threads.platform;
        virtual = threads.virtual;
        waits = threads.platformWaits;
    }

    /**
     * Adds the owner to each of the {@code wanting}, where it is known.
     *
     * @param old the threads of all old waits, the first to be asked what they own; null for coroutines
     */
    void find(List<Waiter> wanting, List<@Nullable Thread> old, StackBudget budget) {
        List<Waiter> untold = new ArrayList<>();
        Map<Long, List<Waiter>> byOwner = new HashMap<>();
        byCounters(wanting, byOwner, untold);
        if (!byOwner.isEmpty()) {
            byId(byOwner);
        }
        if (!untold.isEmpty() && monitors.areKnown()) {
            budget.begin();
            byDump(untold, old, budget);
            budget.end();
        }
    }

    /** Asks the JVM for the owner's id, up to 23 that of its carrier if it is virtual. */
    private void byCounters(List<Waiter> wanting, Map<Long, List<Waiter>> byOwner, List<Waiter> untold) {
        List<Waiter> asked = new ArrayList<>();
        for (Waiter waiter : wanting) {
            // Below a virtual thread the JVM reports its carrier, which waits for the virtual thread itself.
            boolean isVirtual = waiter.wait.observation().virtual();
            (isVirtual || waits == null ? untold : asked).add(waiter);
        }
        if (asked.isEmpty() || waits == null) {
            return;
        }
        @Nullable ThreadInfo[] infos = waits.read(ids(asked));
        for (int i = 0; i < infos.length; i++) {
            Waiter waiter = asked.get(i);
            long owner = infos[i] == null || !isOf(waiter, infos[i]) ? -1 : infos[i].getLockOwnerId();
            if (owner > 0) {
                byOwner.computeIfAbsent(owner, id -> new ArrayList<>()).add(waiter);
            } else {
                untold.add(waiter);
            }
        }
    }

    /** Reports whether the JVM speaks of the monitor that the wait was examined for. */
    private static boolean isOf(Waiter waiter, ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        int known = waiter.wait.observation().instance();
        return lock != null && (known == 0 || known == lock.getIdentityHashCode());
    }

    private void byId(Map<Long, List<Waiter>> byOwner) {
        IdentityHashMap<Thread, List<Waiter>> byCarrier = new IdentityHashMap<>();
        Thread[] all = platform.all();
        for (Thread thread : all) {
            List<Waiter> waiters = thread == null ? null : byOwner.get(platform.id(thread));
            if (waiters == null) {
                continue;
            }
            if (PlatformThreads.isCarrier(thread)) {
                byCarrier.put(thread, waiters);
            } else {
                own(thread, waiters);
            }
        }
        if (!byCarrier.isEmpty()) {
            byRider(byCarrier, all);
        }
    }

    /**
     * Finds who rides the carriers. Whoever owned a monitor may have left its carrier since, to another rider: the JVM
     * must name the carrier once more while that one still rides it.
     */
    private void byRider(IdentityHashMap<Thread, List<Waiter>> byCarrier, Thread[] all) {
        VirtualStates states = virtual == null ? null : virtual.states();
        if (virtual == null || states == null || waits == null) {
            return;
        }
        // The carrier itself stands for two riders.
        IdentityHashMap<Thread, Thread> riders = new IdentityHashMap<>();
        virtual.forEach(all, thread -> {
            Thread carrier = states.mountedOn(thread);
            if (carrier != null && byCarrier.containsKey(carrier)) {
                riders.merge(carrier, thread, (one, other) -> one == other ? one : carrier);
            }
        });
        List<Waiter> waiters = new ArrayList<>();
        List<Thread> carriers = new ArrayList<>();
        riders.forEach((carrier, rider) -> {
            for (Waiter waiter : rider == carrier ? List.<Waiter>of() : byCarrier.getOrDefault(carrier, List.of())) {
                waiters.add(waiter);
                carriers.add(carrier);
            }
        });
        @Nullable ThreadInfo[] infos = waits.read(ids(waiters));
        for (int i = 0; i < infos.length; i++) {
            Thread carrier = carriers.get(i);
            Thread rider = riders.get(carrier);
            ThreadInfo info = infos[i];
            if (rider != null
                    && info != null
                    && isOf(waiters.get(i), info)
                    && info.getLockOwnerId() == platform.id(carrier)
                    && states.mountedOn(rider) == carrier) {
                own(rider, List.of(waiters.get(i)));
            }
        }
    }

    private static long[] ids(List<Waiter> waiters) {
        long[] ids = new long[waiters.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = waiters.get(i).id();
        }
        return ids;
    }

    /** A thread that owns what it wants has just got it, and waits for a core: no thread waits for its own monitor. */
    private static void own(Thread owner, List<Waiter> waiters) {
        for (Waiter waiter : waiters) {
            if (waiter.thread != owner) {
                waiter.holds.add(new Hold(owner, Holder.OWNS_MONITOR, true));
            }
        }
    }

    private void byDump(List<Waiter> untold, List<@Nullable Thread> old, StackBudget budget) {
        IdentityHashMap<Object, List<Waiter>> wanted = new IdentityHashMap<>();
        for (Waiter waiter : untold) {
            Object monitor = monitors.wanted(waiter.thread);
            if (monitor != null) {
                wanted.computeIfAbsent(monitor, m -> new ArrayList<>()).add(waiter);
            }
        }
        Search search = new Search(wanted, budget);
        for (Thread thread : old) {
            if (thread != null) {
                search.accept(thread);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        Thread[] all = platform.all();
        search.left = MOST_OTHERS;
        for (Thread thread : all) {
            if (thread != null && !PlatformThreads.isCarrier(thread)) {
                search.accept(thread);
            }
        }
        if (virtual != null && !wanted.isEmpty()) {
            search.left = MOST_OTHERS;
            virtual.forEach(all, search);
        }
    }

    /** Asks threads what they own, until each wanted monitor has an owner or the budget is spent. */
    private final class Search implements Consumer<Thread> {
        private final IdentityHashMap<Object, List<Waiter>> wanted;
        private final StackBudget budget;
        private int left = Integer.MAX_VALUE;

        Search(IdentityHashMap<Object, List<Waiter>> wanted, StackBudget budget) {
            this.wanted = wanted;
            this.budget = budget;
        }

        @Override
        public void accept(Thread thread) {
            if (wanted.isEmpty() || left-- <= 0 || budget.isExceeded()) {
                return;
            }
            for (Object owned : monitors.owned(thread)) {
                List<Waiter> waiters = wanted.remove(owned);
                if (waiters != null) {
                    own(thread, waiters);
                }
            }
        }
    }
}
