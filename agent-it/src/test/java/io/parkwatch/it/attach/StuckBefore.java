// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Has threads of each role that are stuck before the agent comes: a given number of this run's kind, and ten platform
 * threads.
 */
final class StuckBefore {
    private final Scene scene = new Scene();
    private final ReentrantLock held = new ReentrantLock();

    public static void main(String[] args) throws Exception {
        StuckBefore program = new StuckBefore();
        int each = Integer.parseInt(args[0]) / 4;
        program.held.lock();
        program.stuck(each, each, program.scene::thread);
        program.stuck(3, 2, program::platform);
        program.scene.on("more", program::more);
        program.scene.play();
    }

    private Thread platform(Job task) {
        Thread thread = Spawn.platform("few", task.body());
        scene.onRelease(thread::interrupt);
        return thread;
    }

    private void stuck(int channels, int others, Function<Job, Thread> kind) {
        for (int i = 0; i < channels; i++) {
            send(kind);
            receive(kind);
        }
        for (int i = 0; i < others; i++) {
            lock(kind);
            await(kind);
        }
    }

    private void send(Function<Job, Thread> kind) {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        kind.apply(() -> queue.put("a")).start();
    }

    private void receive(Function<Job, Thread> kind) {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        kind.apply(() -> queue.take()).start();
    }

    private void lock(Function<Job, Thread> kind) {
        kind.apply(() -> held.lockInterruptibly()).start();
    }

    private void await(Function<Job, Thread> kind) {
        CountDownLatch latch = new CountDownLatch(1);
        kind.apply(() -> latch.await()).start();
    }

    /** Starts another thread that gets stuck. */
    private void more() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.put("more"));
        thread.start();
    }
}
