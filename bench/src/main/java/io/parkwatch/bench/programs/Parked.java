// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Many threads that wait. Each method returns when all of them wait. */
final class Parked {
    private Parked() {}

    /** Starts virtual threads that park. The JVM itself holds them. */
    static void virtual(int count) throws InterruptedException {
        park(count, Virtual::start);
    }

    static void platform(int count) throws InterruptedException {
        park(count, task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void park(int count, Consumer<Runnable> start) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        Runnable task = () -> {
            left.decrementAndGet();
            while (true) {
                LockSupport.park();
            }
        };
        for (int i = 0; i < count; i++) {
            start.accept(task);
        }
        await(left);
    }

    /** Starts virtual threads, each of which puts into its own queue that nothing takes from. */
    static void senders(int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            SynchronousQueue<Integer> queue = new SynchronousQueue<>();
            Virtual.start(() -> put(queue, left));
        }
        await(left);
    }

    private static void put(SynchronousQueue<Integer> queue, AtomicInteger left) {
        left.decrementAndGet();
        try {
            queue.put(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(AtomicInteger left) throws InterruptedException {
        while (left.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Gives an agent with an interval of one second the time to see the threads wait. */
    static void awaitLooks() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2500);
    }
}
