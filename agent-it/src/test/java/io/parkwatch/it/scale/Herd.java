// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scale;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.SynchronousQueue;

/** Has 100,000 senders at one place. */
final class Herd {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Herd program = new Herd();
        program.stuck(Integer.parseInt(args[0]));
        program.scene.play();
    }

    private void stuck(int count) {
        // Each has its own queue, since a hundred thousand waiters on one queue make the release quadratic.
        for (int i = 0; i < count; i++) {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            Thread thread = scene.thread(() -> queue.put(1));
            thread.start();
        }
    }
}
