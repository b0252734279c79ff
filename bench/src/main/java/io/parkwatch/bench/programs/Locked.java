// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Many virtual threads that never get the locks they wait for. Each method returns when all of them do, or soon will.
 */
@SuppressWarnings("LockNotBeforeTry") // nothing is ever released
final class Locked {
    private Locked() {}

    /** Starts pairs of threads. Each has a lock of its own, and waits for that of the other. */
    static void circles(int count) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(count / 2 * 2);
        for (int i = 0; i < count / 2; i++) {
            Lock one = new ReentrantLock();
            Lock other = new ReentrantLock();
            Virtual.start(() -> lock(one, other, taken));
            Virtual.start(() -> lock(other, one, taken));
        }
        taken.await();
    }

    private static void lock(Lock mine, Lock wanted, CountDownLatch taken) {
        mine.lock();
        taken.countDown();
        try {
            taken.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        wanted.lock();
    }

    /** Starts threads, each of which waits for a permit that does not exist. */
    static void alone(int count) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Semaphore permits = new Semaphore(0);
            Virtual.start(() -> {
                started.countDown();
                permits.acquireUninterruptibly();
            });
        }
        started.await();
    }
}
