// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.ThreadTasks;
import java.lang.invoke.VarHandle;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Where the JDK's executors and timers keep the tasks that they run at a time.
 *
 * @param pool the pool of a worker
 * @param queue the tasks of a pool
 * @param scheduled those of a pool that runs them at a time
 * @param called what a scheduled task calls
 * @param adapted the program's own task in that
 * @param timer the queue of a timer's thread
 * @param timed the tasks in that
 */
record TimedTasks(
        ThreadTasks tasks,
        Class<?> worker,
        VarHandle pool,
        VarHandle queue,
        Class<?> delayed,
        VarHandle scheduled,
        VarHandle called,
        Class<?> adapter,
        VarHandle adapted,
        Class<?> timerThread,
        VarHandle timer,
        VarHandle timed) {

    /** Returns null in a release that keeps them elsewhere. */
    static @Nullable TimedTasks find() {
        try {
            Class<?> worker = jdks("java.util.concurrent.ThreadPoolExecutor$Worker");
            Class<?> delayed = jdks("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue");
            Class<?> adapter = jdks("java.util.concurrent.Executors$RunnableAdapter");
            Class<?> thread = jdks("java.util.TimerThread");
            Class<?> timed = jdks("java.util.TaskQueue");
            return new TimedTasks(
                    ThreadTasks.find(),
                    worker,
                    Packages.field(worker, "this$0", ThreadPoolExecutor.class),
                    Packages.field(ThreadPoolExecutor.class, "workQueue", jdks("java.util.concurrent.BlockingQueue")),
                    delayed,
                    Packages.field(
                            delayed,
                            "queue",
                            jdks("java.util.concurrent.RunnableScheduledFuture").arrayType()),
                    Packages.field(FutureTask.class, "callable", jdks("java.util.concurrent.Callable")),
                    adapter,
                    Packages.field(adapter, "task", Runnable.class),
                    thread,
                    Packages.field(thread, "queue", timed),
                    Packages.field(timed, "queue", jdks("java.util.TimerTask").arrayType()));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Returns the tasks that wait for the thread to run them at a time; null if it is no such thread. */
    Object @Nullable [] of(Thread thread) {
        if (timerThread.isInstance(thread)) {
            Object its = timer.getVolatile(thread);
            return its == null ? null : (Object[]) timed.getVolatile(its);
        }
        Object runs = tasks.of(thread);
        Object its = worker.isInstance(runs) ? pool.getVolatile(runs) : null;
        Object waiting = its == null ? null : queue.getVolatile(its);
        return delayed.isInstance(waiting) ? (Object[]) scheduled.getVolatile(waiting) : null;
    }

    /** Returns the program's own task. */
    @Nullable
    Object inner(Object task) {
        Object calls = task instanceof FutureTask ? called.getVolatile(task) : task;
        return adapter.isInstance(calls) ? adapted.getVolatile(calls) : calls;
    }

    private static Class<?> jdks(String name) throws ClassNotFoundException {
        return Class.forName(name, false, null);
    }
}
