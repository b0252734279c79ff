// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Holder;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.waits.LookState;
import io.parkwatch.look.waits.StackBudget;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pool that has a task in its queue for whose end a thread waits. The workers of that pool that run something
 * else must act. A pool is reached from its workers.
 */
final class QueuedTasks {
    /** The most holders that one look names for all such waits. */
    private static final int MOST_HOLDS = 200_000;

    private final PlatformThreads platform;
    private final @Nullable PoolWorkers workers = PoolWorkers.find();
    private final TaskQueues queues = new TaskQueues();
    private final Completions completions = new Completions();
    private final @Nullable ForkWorkers forks;
    private final @Nullable Fields fields = Fields.find();

    QueuedTasks(PlatformThreads platform) {
        this.platform = platform;
        forks = ForkWorkers.find(platform);
    }

    /**
     * @param state 0 while a {@code FutureTask} has no result and is not cancelled
     * @param status negative once a {@code ForkJoinTask} has ended
     * @param due the time from which on a scheduled task may run
     */
    private record Fields(VarHandle state, VarHandle status, Class<?> scheduled, VarHandle due) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> scheduled = Class.forName(
                        "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask", false, null);
                return new Fields(
                        Packages.field(FutureTask.class, "state", int.class),
                        Packages.field(ForkJoinTask.class, "status", int.class),
                        scheduled,
                        Packages.field(scheduled, "time", long.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        /** Reports whether the task has neither ended nor been cancelled. */
        boolean isOpen(Object task) {
            return task instanceof FutureTask
                    ? (int) state.getVolatile(task) == 0
                    : (int) status.getVolatile(task) >= 0;
        }

        /** Reports whether a worker may take the task now. A delayed one waits for its time, not for a worker. */
        boolean isDue(Object task, long now) {
            return !scheduled.isInstance(task) || (long) due.getVolatile(task) - now <= 0;
        }
    }

    /**
     * Reports whether a thread parked with this waits for a task. A {@code CompletableFuture}'s waits are tasks too.
     */
    static boolean isFor(@Nullable Object blocker) {
        return blocker instanceof FutureTask || blocker instanceof ForkJoinTask;
    }

    /** Starts the search for the pools of some tasks. It visits each thread once. */
    Search search(LookState look) {
        return new Search(look);
    }

    /** A thread that runs a task of a pool. */
    private static final class Worker {
        final Thread thread;
        final long id;
        final Hold hold;

        /** When its own wait began, if that is a finding. */
        long stuckSince = Long.MAX_VALUE;

        Worker(Thread thread, long id) {
            this.thread = thread;
            this.id = id;
            hold = new Hold(thread, Holder.QUEUED, false);
        }

        /** Those that are stuck come first, the oldest wait before others. */
        static int order(Worker a, Worker b) {
            int order = Long.compare(a.stuckSince, b.stuckSince);
            return order != 0 ? order : Long.compare(a.id, b.id);
        }
    }

    /** A queue with the threads that take from it. */
    private static final class Pool {
        final Object queue;
        final List<Worker> workers = new ArrayList<>();
        boolean found;

        Pool(Object queue) {
            this.queue = queue;
        }
    }

    /** The waits for one task, and the pools that must run something before these end. */
    private static final class Wanted {
        final List<Waiter> waiters = new ArrayList<>();
        final List<Pool> pools = new ArrayList<>(1);
    }

    final class Search implements Consumer<Thread> {
        private final LookState look;
        private final StackBudget budget;

        /** By what the threads are parked with. */
        private final IdentityHashMap<Object, Wanted> wanted = new IdentityHashMap<>();

        private final IdentityHashMap<Object, Pool> byQueue = new IdentityHashMap<>();

        /** In the order of the threads. */
        private final List<Pool> pools = new ArrayList<>();

        private final PoolWorkers.@Nullable Visit visit = workers == null ? null : workers.visit();

        private int waiters;
        private int visited;
        private boolean exceeded;

        private Search(LookState look) {
            this.look = look;
            budget = look.budget;
        }

        void add(Object blocker, Waiter waiter) {
            if (fields != null && fields.isOpen(blocker)) {
                wanted.computeIfAbsent(blocker, task -> new Wanted()).waiters.add(waiter);
                waiters++;
            }
        }

        @Override
        public void accept(Thread thread) {
            if (isExceeded()) {
                return;
            }
            Object queue = queue(thread);
            if (queue != null) {
                Pool pool = byQueue.get(queue);
                if (pool == null) {
                    pool = new Pool(queue);
                    byQueue.put(queue, pool);
                    pools.add(pool);
                }
                pool.workers.add(new Worker(thread, platform.id(thread)));
            }
        }

        /** Returns the queue of the pool that the thread runs a task for; null if there is none. */
        private @Nullable Object queue(Thread thread) {
            Object forked = forks == null ? null : forks.pool(thread);
            return forked != null || visit == null ? forked : visit.queue(thread);
        }

        private boolean isExceeded() {
            exceeded |= ++visited % StackBudget.BATCH == 0 && budget.isExceeded();
            return exceeded;
        }

        /** Reads each queue once, and adds the workers to the waits. Adds none if the look's time is used up. */
        void end() {
            for (Pool pool : pools) {
                queues.forEach(pool.queue, task -> {
                    if (fields != null && fields.isDue(task, look.now)) {
                        match(task, pool);
                        completions.forEach(task, parkedWith -> match(parkedWith, pool));
                    }
                });
            }
            if (exceeded) {
                return;
            }
            sort();
            int most = Math.max(1, Math.min(Members.MOST, MOST_HOLDS / Math.max(1, waiters)));
            for (Wanted of : wanted.values()) {
                for (Waiter waiter : of.waiters) {
                    for (Pool pool : of.pools) {
                        hold(waiter, pool, most);
                    }
                }
            }
        }

        private void match(Object parkedWith, Pool pool) {
            Wanted of = isExceeded() ? null : wanted.get(parkedWith);
            if (of != null && !of.pools.contains(pool)) {
                of.pools.add(pool);
                pool.found = true;
            }
        }

        private void sort() {
            IdentityHashMap<Thread, Worker> byThread = new IdentityHashMap<>();
            for (Pool pool : pools) {
                if (pool.found) {
                    pool.workers.forEach(worker -> byThread.put(worker.thread, worker));
                }
            }
            for (int i = 0; i < look.old.size() && !byThread.isEmpty(); i++) {
                Worker worker =
                        look.old.get(i).is() instanceof Classification.Stuck ? byThread.get(look.threads.get(i)) : null;
                if (worker != null) {
                    worker.stuckSince = look.old.get(i).observation().sinceNanos();
                }
            }
            for (Pool pool : pools) {
                if (pool.found) {
                    pool.workers.sort(Worker::order);
                }
            }
        }

        /** A worker that waits for a task of its own pool waits for the others, or for itself if there are none. */
        private static void hold(Waiter waiter, Pool pool, int most) {
            List<Worker> workers = pool.workers;
            boolean isAlone = workers.size() == 1;
            for (int i = 0; i < workers.size() && waiter.holds.size() < most; i++) {
                if (isAlone || workers.get(i).thread != waiter.thread) {
                    waiter.holds.add(workers.get(i).hold);
                }
            }
        }
    }
}
