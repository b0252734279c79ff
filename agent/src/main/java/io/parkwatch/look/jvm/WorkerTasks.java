// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadPoolExecutor;

/** Reads how many tasks a worker of a pool has done. */
public final class WorkerTasks {
    private final ThreadTasks tasks = ThreadTasks.find();
    private final Class<?> worker = Class.forName(ThreadPoolExecutor.class.getName() + "$Worker", false, null);
    private final VarHandle completed = Packages.field(worker, "completedTasks", long.class);

    public WorkerTasks() throws ReflectiveOperationException {}

    /** Reports whether the thread is the worker of a pool, and has completed no task yet. */
    public boolean isFirst(Thread thread) {
        Object task = tasks.of(thread);
        return worker.isInstance(task) && (long) completed.getVolatile(task) == 0;
    }
}
