// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** Threads of an executor, which the program drops when it is told to; on another word it has the garbage collected. */
final class PerTask {
    static final int THREADS = 3;

    private @Nullable ExecutorService executor;

    private PerTask(ExecutorService executor) {
        this.executor = executor;
        for (int i = 0; i < THREADS; i++) {
            put(executor);
        }
    }

    public static void main(String[] args) throws Exception {
        PerTask program = new PerTask(Spawn.perTask());
        Scene scene = new Scene();
        scene.on("drop", () -> program.executor = null);
        scene.on("gc", System::gc);
        scene.play();
    }

    private static void put(ExecutorService executor) {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        executor.execute(((Job) () -> queue.put(1)).body());
    }
}
