// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** On {@code flood} the main thread creates more locks than the agent may record in a period, and then a queue. */
final class FloodOfLocks {
    private static final int LOCKS = 1_000_000;

    private final Scene scene = new Scene();
    /** Keeps the compiler from removing the locks. */
    volatile Object last = this;

    public static void main(String[] args) throws Exception {
        FloodOfLocks program = new FloodOfLocks();
        program.scene.on("flood", program::flood);
        program.scene.play();
    }

    private void flood() {
        locks();
        rare();
    }

    private void locks() {
        for (int i = 0; i < LOCKS; i++) {
            last = new ReentrantLock();
        }
    }

    private void rare() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Job put = () -> queue.put("a");
        Thread thread = Spawn.unstarted("flood", put.body());
        scene.onRelease(thread::interrupt);
        thread.start();
    }
}
