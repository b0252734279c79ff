// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;

/**
 * On {@code flood} the main thread creates thousands of queues at one place and starts a thousand threads at another,
 * then one more of each elsewhere. All have one class and share their helper methods.
 */
final class Flood {
    private static final int QUEUES = 4_000;
    private static final int THREADS = 1_000;

    private final Scene scene = new Scene();
    private final List<Object> kept = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        Flood program = new Flood();
        program.scene.on("flood", program::flood);
        program.scene.play();
    }

    private void flood() {
        for (int i = 0; i < QUEUES; i++) {
            kept.add(queue());
        }
        for (int i = 0; i < THREADS; i++) {
            start(Flood::nothing);
        }
        rare();
    }

    private void rare() {
        SynchronousQueue<String> queue = queue();
        start(() -> queue.put("a"));
    }

    private static SynchronousQueue<String> queue() {
        return new SynchronousQueue<>();
    }

    /** Wraps the task, so that its class does not identify the place. */
    private void start(Job task) {
        Thread thread = Spawn.unstarted("flood", task.body());
        scene.onRelease(thread::interrupt);
        thread.start();
    }

    private static void nothing() {}
}
