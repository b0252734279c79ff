// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Reads which pool of the JDK a thread works for: the thread runs a worker, which refers to its pool. Not known where
 * the pool's thread factory wraps the worker.
 *
 * @param holder the part of a thread that has its task; null before 19, when the thread itself has it
 * @param task what a thread runs
 * @param virtual the same of virtual threads; null if they are not known
 * @param working 0 while a worker has no task
 * @param pool the pool of a worker
 * @param termination the condition that signals the end of a pool
 * @param queue the tasks that no worker has taken yet
 */
record PoolWorkers(
        @Nullable VarHandle holder,
        VarHandle task,
        @Nullable VirtualTasks virtual,
        Class<?> worker,
        VarHandle working,
        VarHandle pool,
        VarHandle termination,
        VarHandle queue) {

    /** Returns null in a release that keeps them elsewhere. */
    static @Nullable PoolWorkers find() {
        try {
            Class<?> worker = Class.forName(ThreadPoolExecutor.class.getName() + "$Worker", false, null);
            boolean since19 = Runtime.version().feature() >= 19;
            Class<?> of = since19 ? Class.forName("java.lang.Thread$FieldHolder", false, null) : Thread.class;
            return new PoolWorkers(
                    since19 ? Packages.field(Thread.class, "holder", of) : null,
                    Packages.field(of, since19 ? "task" : "target", Runnable.class),
                    since19 ? VirtualTasks.find() : null,
                    worker,
                    Packages.field(AbstractQueuedSynchronizer.class, "state", int.class),
                    Packages.field(worker, "this$0", ThreadPoolExecutor.class),
                    Packages.field(ThreadPoolExecutor.class, "termination", Condition.class),
                    Packages.field(ThreadPoolExecutor.class, "workQueue", BlockingQueue.class));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Returns the pool that the thread runs a task for; null if there is none. */
    @Nullable
    Object pool(Thread thread) {
        Object of = holder == null ? thread : holder.getVolatile(thread);
        Object runs = of != null ? task.getVolatile(of) : virtual == null ? null : virtual.task(thread);
        boolean works = worker.isInstance(runs) && (int) working.getVolatile(runs) > 0;
        return works ? pool.getVolatile(runs) : null;
    }

    /**
     * The tasks of virtual threads.
     *
     * @param continuation what a virtual thread runs in
     * @param target the body of a continuation
     * @param body the class of the bodies that run the task of a thread
     */
    record VirtualTasks(Class<?> thread, VarHandle continuation, VarHandle target, Class<?> body, VarHandle task) {
        static @Nullable VirtualTasks find() {
            try {
                Class<?> thread = Class.forName("java.lang.VirtualThread", false, null);
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation", false, null);
                Class<?> body = Class.forName(thread.getName() + "$VThreadContinuation$1", false, null);
                return new VirtualTasks(
                        thread,
                        Packages.field(thread, "cont", continuation),
                        Packages.field(continuation, "target", Runnable.class),
                        body,
                        Packages.field(body, "val$task", Runnable.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        @Nullable
        Object task(Thread of) {
            Object runs = thread.isInstance(of) ? continuation.getVolatile(of) : null;
            Object its = runs == null ? null : target.getVolatile(runs);
            return body.isInstance(its) ? task.getVolatile(its) : null;
        }
    }
}
