// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.FieldConstants;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.ThreadTasks;
import io.parkwatch.look.jvm.WrappedTasks;
import java.lang.invoke.VarHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Reads which {@code ThreadPoolExecutor} a thread works for: the thread runs a worker, which refers to its pool. A
 * thread factory may wrap the worker, which refers to the thread.
 *
 * @param working 0 while a worker has no task
 * @param thread the thread of a worker
 * @param pool the pool of a worker
 * @param termination the condition that signals the end of a pool
 * @param control the number of workers, negative until the pool is shut down
 * @param queue the tasks that no worker has taken yet
 */
public record PoolWorkers(
        ThreadTasks tasks,
        @Nullable FieldConstants constants,
        Class<?> worker,
        VarHandle working,
        VarHandle thread,
        VarHandle pool,
        VarHandle termination,
        VarHandle control,
        VarHandle queue) {

    /** Returns null in a release that keeps them elsewhere. */
    public static @Nullable PoolWorkers find() {
        try {
            Class<?> worker = Class.forName(ThreadPoolExecutor.class.getName() + "$Worker", false, null);
            return new PoolWorkers(
                    ThreadTasks.find(),
                    FieldConstants.find(),
                    worker,
                    Packages.field(AbstractQueuedSynchronizer.class, "state", int.class),
                    Packages.field(worker, "thread", Thread.class),
                    Packages.field(worker, "this$0", ThreadPoolExecutor.class),
                    Packages.field(ThreadPoolExecutor.class, "termination", Condition.class),
                    Packages.field(ThreadPoolExecutor.class, "ctl", AtomicInteger.class),
                    Packages.field(ThreadPoolExecutor.class, "workQueue", BlockingQueue.class));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Starts to visit threads. */
    public Visit visit() {
        return new Visit(this, new WrappedTasks(constants));
    }

    /** Must not outlive the look. */
    public record Visit(PoolWorkers workers, WrappedTasks wrapped) {
        /** Returns the worker that the thread runs; null if it works for no pool. */
        public @Nullable Object worker(Thread of) {
            Object task = workers.tasks.of(of);
            return workers.worker.isInstance(task) ? task : wrapped(of, task);
        }

        /** Reports whether a worker runs a task. */
        public boolean isBusy(Object worker) {
            return (int) workers.working.getVolatile(worker) > 0;
        }

        public Object pool(Object worker) {
            return workers.pool.getVolatile(worker);
        }

        public Object queue(Object pool) {
            return workers.queue.getVolatile(pool);
        }

        private @Nullable Object wrapped(Thread of, @Nullable Object task) {
            Object found = task == null ? null : wrapped.find(task, workers.worker);
            boolean isPrograms = of.getClass().getClassLoader() != null;
            found = found == null && isPrograms ? wrapped.find(of, workers.worker) : found;
            return found != null && workers.thread.getVolatile(found) == of ? found : null;
        }

        /** Returns what those are parked with who wait for the end of the thread's pool; null until it is shut down. */
        public @Nullable Object signal(Thread of) {
            Object worker = worker(of);
            Object pool = worker != null && isBusy(worker) ? pool(worker) : null;
            return pool != null && ((AtomicInteger) workers.control.getVolatile(pool)).get() >= 0
                    ? workers.termination.getVolatile(pool)
                    : null;
        }
    }
}
