// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.detect.Classification;
import io.parkwatch.look.executors.Completions;
import io.parkwatch.look.executors.ForkWorkers;
import io.parkwatch.look.executors.PoolWorkers;
import io.parkwatch.look.executors.TaskQueues;
import io.parkwatch.look.executors.TaskTypes;
import io.parkwatch.look.holders.TaskPool.Worker;
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

    private static final String SIGNALLER = "java.util.concurrent.CompletableFuture$Signaller";

    private final PlatformThreads platform;
    private final @Nullable PoolWorkers workers = PoolWorkers.find();
    private final TaskQueues queues = new TaskQueues();
    private final Completions completions = new Completions();
    private final TaskTypes types = new TaskTypes();
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

    /** Reports whether the JDK itself parks the thread, until the task has run. A program may park with one, too. */
    static boolean isSureOfTask(Waiter waiter) {
        return waiter.blocker instanceof FutureTask
                ? waiter.isIn(frame ->
                        frame.method().equals("awaitDone") && frame.className().equals(FutureTask.class.getName()))
                : isSignaller(waiter);
    }

    /** Reports whether the thread waits for a {@code CompletableFuture}. */
    static boolean isSignaller(Waiter waiter) {
        return waiter.blocker != null && waiter.blocker.getClass().getName().equals(SIGNALLER);
    }

    /** Starts the search for the pools of some tasks. It visits each thread once. */
    Search search(LookState look) {
        return new Search(look);
    }

    /** The waits for one task, and the pools that must run something before these end. */
    private static final class Wanted {
        final List<Waiter> waiters = new ArrayList<>();
        final List<TaskPool> pools = new ArrayList<>(1);

        /** A queued task that must run before these waits end, as no time-out ends them; null if there is none. */
        @Nullable
        Object task;
    }

    final class Search implements Consumer<Thread> {
        private final LookState look;
        private final StackBudget budget;

        /** By what the threads are parked with. */
        private final IdentityHashMap<Object, Wanted> wanted = new IdentityHashMap<>();

        private final IdentityHashMap<Object, TaskPool> byQueue = new IdentityHashMap<>();

        /** In the order of the threads. */
        private final List<TaskPool> pools = new ArrayList<>();

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
            Object forked = forks == null ? null : forks.pool(thread);
            Object worker = forked != null || visit == null ? null : visit.worker(thread);
            if (forked != null) {
                pool(forked, null).workers.add(new Worker(thread, platform.id(thread)));
            } else if (worker != null && visit != null) {
                Object executor = visit.pool(worker);
                TaskPool pool = pool(visit.queue(executor), executor);
                pool.shared |= pool.executor != executor;
                if (visit.isBusy(worker)) {
                    pool.workers.add(new Worker(thread, platform.id(thread)));
                }
            }
        }

        private TaskPool pool(Object queue, @Nullable Object executor) {
            TaskPool pool = byQueue.get(queue);
            if (pool == null) {
                pool = new TaskPool(queue, executor);
                byQueue.put(queue, pool);
                pools.add(pool);
            }
            return pool;
        }

        private boolean isExceeded() {
            exceeded |= ++visited % StackBudget.BATCH == 0 && budget.isExceeded();
            return exceeded;
        }

        /** Reads each queue once, and adds the workers to the waits. Adds none if the look's time is used up. */
        void end() {
            for (TaskPool pool : pools) {
                queues.forEach(pool.queue, task -> {
                    if (fields != null && fields.isDue(task, look.now)) {
                        pool.tasks++;
                        match(task, false, task, pool);
                        completions.forEach(task, (parkedWith, timed) -> match(parkedWith, timed, task, pool));
                    }
                });
            }
            if (exceeded) {
                return;
            }
            sort();
            int most = Math.max(1, Math.min(Members.MOST, MOST_HOLDS / Math.max(1, waiters)));
            for (Wanted of : wanted.values()) {
                String task = of.task == null || of.pools.size() > 1 ? null : types.of(of.task);
                for (Waiter waiter : of.waiters) {
                    if (task != null && isSureOfTask(waiter)) {
                        waiter.queue = of.pools.get(0).queue;
                        waiter.task = task;
                    }
                    for (TaskPool pool : of.pools) {
                        hold(waiter, pool, most);
                    }
                }
            }
        }

        /** Returns the pools that were found; none if the look's time was used up. */
        List<TaskPool> pools() {
            return exceeded ? List.of() : pools;
        }

        private void match(Object parkedWith, boolean timed, Object task, TaskPool pool) {
            Wanted of = isExceeded() ? null : wanted.get(parkedWith);
            if (of == null) {
                return;
            }
            if (!of.pools.contains(pool)) {
                of.pools.add(pool);
                pool.found = true;
            }
            of.task = timed ? of.task : task;
        }

        private void sort() {
            IdentityHashMap<Thread, Worker> byThread = new IdentityHashMap<>();
            for (TaskPool pool : pools) {
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
            for (TaskPool pool : pools) {
                if (pool.found) {
                    pool.workers.sort(Worker::order);
                }
            }
        }

        /** A worker that waits for a task of its own pool waits for the others, or for itself if there are none. */
        private static void hold(Waiter waiter, TaskPool pool, int most) {
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
