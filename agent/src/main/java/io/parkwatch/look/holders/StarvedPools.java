// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.births.Registry;
import io.parkwatch.detect.ProgramFrames;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Stack;
import io.parkwatch.look.executors.PoolLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds pools that starve on their own tasks: each of their workers waits for a task that only one of them would run,
 * and there will be no other worker (decision 0025).
 */
final class StarvedPools {
    private @Nullable PoolLimits limits;

    /**
     * Marks the waits of a reading whose threads are all the workers of such a pool. Their holders were read before.
     */
    void mark(List<TaskPool> pools, List<Waiter> waiters) {
        IdentityHashMap<Thread, Waiter> byThread = null;
        for (TaskPool pool : pools) {
            if (pool.found && pool.executor != null && !pool.shared) {
                limits = limits == null ? PoolLimits.find() : limits;
                byThread = byThread == null ? byThread(waiters) : byThread;
                mark(pool, pool.executor, byThread);
            }
        }
    }

    private static IdentityHashMap<Thread, Waiter> byThread(List<Waiter> waiters) {
        IdentityHashMap<Thread, Waiter> byThread = new IdentityHashMap<>();
        for (Waiter waiter : waiters) {
            byThread.put(waiter.thread, waiter);
        }
        return byThread;
    }

    private void mark(TaskPool pool, Object executor, IdentityHashMap<Thread, Waiter> byThread) {
        // A virtual thread may have been visited twice.
        Set<Thread> workers = Collections.newSetFromMap(new IdentityHashMap<>());
        pool.workers.forEach(worker -> workers.add(worker.thread));
        List<Waiter> members = new ArrayList<>();
        String task = null;
        boolean interruptible = false;
        boolean completable = false;
        for (Thread worker : workers) {
            Waiter waiter = byThread.get(worker);
            if (waiter == null || !(waiter.queue == pool.queue || waitsForOneOf(workers, waiter))) {
                return;
            }
            task = waiter.queue == pool.queue && (task == null || task.isEmpty()) ? waiter.task : task;
            interruptible |= waiter.calls.interruptible();
            completable |= QueuedTasks.isSignaller(waiter);
            members.add(waiter);
        }
        // The limits are read after the queue: both were so at the moment in which the workers are counted.
        boolean isFull = limits != null
                && limits.workers(executor) == members.size()
                && limits.isFull(executor, pool.queue, members.size());
        if (task != null && isFull) {
            Starvation starved =
                    new Starvation(executor, pool.queue, members.size(), pool.tasks, task, interruptible, completable);
            members.forEach(member -> member.starved = starved);
        }
    }

    /** Reports whether the thread waits for a task that one of the workers runs. */
    private static boolean waitsForOneOf(Set<Thread> workers, Waiter waiter) {
        return waiter.holds.size() == 1
                && waiter.holds.get(0).how().equals(Holder.RUNS_TASK)
                && workers.contains(waiter.holds.get(0).thread())
                && QueuedTasks.isSureOfTask(waiter);
    }

    /** Refutes what a second reading does not show too, or shows of waits that did not last. */
    static void compare(Waiter suspect, Waiter again, boolean lasts) {
        if (suspect.starved != null && (!lasts || again.starved == null || !suspect.starved.isSameAs(again.starved))) {
            suspect.starved.refuted = true;
        }
    }

    /** Forgets the pools that were refuted, and describes the others. */
    static void settle(List<Waiter> suspects, Registry registry, ProgramFrames program) {
        IdentityHashMap<Object, Starvation> byQueue = new IdentityHashMap<>();
        for (Waiter suspect : suspects) {
            Starvation starved = suspect.starved;
            if (starved != null && starved.refuted) {
                suspect.starved = null;
            } else if (starved != null && byQueue.put(starved.queue, starved) == null) {
                starved.number = byQueue.size() - 1;
            }
        }
        if (!byQueue.isEmpty()) {
            registry.forEachChannel((channel, birth) -> {
                Starvation starved = byQueue.get(channel);
                Stack place = starved == null ? null : registry.stack(birth);
                if (starved != null && place != null) {
                    starved.createdAt = program.creation(place.frames());
                }
            });
        }
    }
}
