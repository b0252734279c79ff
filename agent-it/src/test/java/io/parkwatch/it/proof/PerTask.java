// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads of an executor or, with an argument, without one. On {@code drop} the program drops the executor or the
 * queues; on {@code gc} it collects garbage.
 */
final class PerTask {
    static final int THREADS = 3;

    @SuppressWarnings("UnusedVariable") // only holds the object
    private @Nullable Object held;

    public static void main(String[] args) throws Exception {
        PerTask program = new PerTask();
        program.held = args.length == 0 ? executor() : queues();
        Scene scene = new Scene();
        scene.on("drop", () -> program.held = null);
        scene.on("gc", PerTask::collect);
        scene.play();
    }

    /** Repeats collections: a concurrent collection keeps what a look reads while it marks. */
    private static void collect() {
        System.gc();
        Spawn.platform("collects", () -> {
                    while (!Thread.interrupted()) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                        System.gc();
                    }
                })
                .start();
    }

    private static ExecutorService executor() {
        ExecutorService executor = Spawn.perTask();
        for (int i = 0; i < THREADS; i++) {
            executor.execute(put(new SynchronousQueue<>()));
        }
        return executor;
    }

    private static List<SynchronousQueue<Integer>> queues() {
        List<SynchronousQueue<Integer>> queues = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            queues.add(new SynchronousQueue<>());
            Spawn.startVirtual(put(queues.get(i)));
        }
        return queues;
    }

    private static Runnable put(SynchronousQueue<Integer> queue) {
        return ((Job) () -> queue.put(1)).body();
    }
}
