// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.annotations.Receives;
import io.parkwatch.it.run.Scene;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Waits in methods of channels and queues that neither send nor receive, and one on a lock that all channels of its
 * class share.
 */
final class Quiet {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Quiet program = new Quiet();
        program.emptied();
        program.paused();
        program.shared();
        program.scene.play();
    }

    private void emptied() {
        Box box = new Box();
        Thread thread = scene.thread(() -> box.emptied());
        thread.start();
    }

    private void paused() {
        Pausable queue = new Pausable();
        Thread thread = scene.thread(() -> queue.awaitResumed());
        thread.start();
    }

    private void shared() {
        Tube first = new Tube();
        Tube second = new Tube();
        Thread thread = scene.thread(() -> second.take());
        thread.start();
        scene.onRelease(() -> first.close());
    }

    static final class Box {
        private final Deque<Object> items = new ArrayDeque<>();

        @Receives
        synchronized Object take() {
            return items.remove();
        }

        synchronized void emptied() throws InterruptedException {
            while (true) {
                wait();
            }
        }
    }

    static final class Pausable extends LinkedBlockingQueue<Object> {
        private static final long serialVersionUID = 1;

        synchronized void awaitResumed() throws InterruptedException {
            while (true) {
                wait();
            }
        }
    }

    static final class Tube {
        private static final ReentrantLock LOCK = new ReentrantLock();
        private static final Condition FULL = LOCK.newCondition();

        private boolean closed;

        @Receives
        void take() throws InterruptedException {
            LOCK.lock();
            try {
                while (!closed) {
                    FULL.await();
                }
            } finally {
                LOCK.unlock();
            }
        }

        void close() {
            closed = true;
        }
    }
}
