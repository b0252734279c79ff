// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

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
record PoolWorkers(
        ThreadTasks tasks,
        WrappedTasks.@Nullable Constants constants,
        Class<?> worker,
        VarHandle working,
        VarHandle thread,
        VarHandle pool,
        VarHandle termination,
        VarHandle control,
        VarHandle queue) {

    /** Returns null in a release that keeps them elsewhere. */
    static @Nullable PoolWorkers find() {
        try {
            Class<?> worker = Class.forName(ThreadPoolExecutor.class.getName() + "$Worker", false, null);
            return new PoolWorkers(
                    ThreadTasks.find(),
                    WrappedTasks.Constants.find(),
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
    Visit visit() {
        return new Visit(this, new WrappedTasks(constants));
    }

    /** Must not outlive the look. */
    record Visit(PoolWorkers workers, WrappedTasks wrapped) {
        /** Returns the pool that the thread runs a task for; null if there is none. */
        @Nullable
        Object pool(Thread of) {
            Object task = workers.tasks.of(of);
            Object runs = workers.worker.isInstance(task) ? task : wrapped(of, task);
            boolean works = runs != null && (int) workers.working.getVolatile(runs) > 0;
            return works ? workers.pool.getVolatile(runs) : null;
        }

        private @Nullable Object wrapped(Thread of, @Nullable Object task) {
            Object found = task == null ? null : wrapped.find(task, workers.worker);
            boolean isPrograms = of.getClass().getClassLoader() != null;
            found = found == null && isPrograms ? wrapped.find(of, workers.worker) : found;
            return found != null && workers.thread.getVolatile(found) == of ? found : null;
        }

        /** Returns the queue of the pool that the thread runs a task for; null if there is none. */
        @Nullable
        Object queue(Thread of) {
            Object pool = pool(of);
            return pool == null ? null : workers.queue.getVolatile(pool);
        }

        /** Returns what those are parked with who wait for the end of the thread's pool; null until it is shut down. */
        @Nullable
        Object signal(Thread of) {
            Object pool = pool(of);
            return pool != null && ((AtomicInteger) workers.control.getVolatile(pool)).get() >= 0
                    ? workers.termination.getVolatile(pool)
                    : null;
        }
    }
}
