// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Frame;
import io.parkwatch.gather.StarvedPool;
import java.util.List;

/** A pool all of whose workers wait for what only a worker of this pool could do, as one reading shows it. */
final class Starvation {
    final Object executor;
    final Object queue;
    final int workers;
    final int tasks;

    /** The class of a task in the queue that one of the workers waits for. */
    final String task;

    /** Whether an interrupt ends one of the waits. */
    final boolean interruptible;

    /** Whether somebody else could complete what one of the waits is for. */
    final boolean completable;

    /** Set if another reading does not show the same. */
    boolean refuted;

    /** Tells one such pool of a look from another. */
    int number;

    /** Where the queue was made; empty if not known. */
    List<Frame> createdAt = List.of();

    Starvation(
            Object executor,
            Object queue,
            int workers,
            int tasks,
            String task,
            boolean interruptible,
            boolean completable) {
        this.executor = executor;
        this.queue = queue;
        this.workers = workers;
        this.tasks = tasks;
        this.task = task;
        this.interruptible = interruptible;
        this.completable = completable;
    }

    boolean isSameAs(Starvation other) {
        return executor == other.executor && queue == other.queue && workers == other.workers;
    }

    StarvedPool words() {
        return new StarvedPool(workers, tasks, task, createdAt, completable);
    }
}
