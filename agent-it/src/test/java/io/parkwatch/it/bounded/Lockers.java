// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.BlockingQueue;

/** Queues that the program wrote, which wait on their own monitors. */
final class Lockers {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Lockers program = new Lockers();
        program.put();
        program.take();
        program.scene.play();
    }

    private void put() {
        BlockingQueue<String> queue = new Locker();
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void take() {
        BlockingQueue<String> queue = new Locker();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }
}
