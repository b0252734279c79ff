// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.holders.Waiter.Hold;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A queue of tasks, with the threads that take from it. */
final class TaskPool {
    final Object queue;

    /** The {@code ThreadPoolExecutor} that has the queue; null for a fork-join pool, which is its own queue. */
    final @Nullable Object executor;

    /** Those that run a task. */
    final List<Worker> workers = new ArrayList<>();

    /** Whether a thread waits for one of its tasks. */
    boolean found;

    /** Whether workers of another pool take from the queue too. */
    boolean shared;

    /** The number of tasks that a worker may take now. */
    int tasks;

    TaskPool(Object queue, @Nullable Object executor) {
        this.queue = queue;
        this.executor = executor;
    }

    /** A thread that runs a task of a pool. */
    static final class Worker {
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
}
