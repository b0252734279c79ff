// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes all carriers. With {@code lock}, pinned threads wait for a lock whose next owner was woken and gets no carrier,
 * as in a published hang. With {@code busy}, threads compute without end.
 */
final class TakenCarriers {
    private static final int CARRIERS = 2;
    private static final int REQUESTS = 5;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final AtomicInteger HANDLED = new AtomicInteger();

    private volatile boolean over;

    /** From 24 on a thread is pinned in a class initializer, and before that in any synchronized code. */
    static final class First {
        static {
            locked();
        }

        private First() {}

        static void touch() {}
    }

    static final class Second {
        static {
            locked();
        }

        private Second() {}

        static void touch() {}
    }

    public static void main(String[] args) throws Exception {
        TakenCarriers program = new TakenCarriers();
        Scene scene = new Scene();
        if (args[0].equals("lock")) {
            program.lock();
        } else {
            program.busy();
            scene.onRelease(() -> program.over = true);
        }
        for (int i = 0; i < REQUESTS; i++) {
            Spawn.virtual("request", TakenCarriers::locked).start();
        }
        scene.play();
    }

    private void lock() throws InterruptedException {
        LOCK.lock();
        try {
            waiting(Spawn.virtual("next", TakenCarriers::locked));
            waiting(Spawn.virtual("first", () -> pinned(true)));
            waiting(Spawn.virtual("second", () -> pinned(false)));
        } finally {
            LOCK.unlock();
        }
    }

    private void busy() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(CARRIERS);
        for (int i = 0; i < CARRIERS; i++) {
            Spawn.virtual("busy", () -> {
                        running.countDown();
                        while (!over) {
                            Thread.onSpinWait();
                        }
                    })
                    .start();
        }
        running.await();
    }

    private static void waiting(Thread thread) throws InterruptedException {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    private static void pinned(boolean first) {
        if (Runtime.version().feature() < 24) {
            synchronized (first ? First.class : Second.class) {
                locked();
            }
        } else if (first) {
            First.touch();
        } else {
            Second.touch();
        }
    }

    private static void locked() {
        LOCK.lock();
        try {
            HANDLED.incrementAndGet();
        } finally {
            LOCK.unlock();
        }
    }
}
