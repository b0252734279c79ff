// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Many threads hand two locks to each other, always in the same order, so that nothing is ever in a circle. Each keeps
 * the locks for so long that the others wait past the threshold.
 */
final class HandingOver {
    private static final int THREADS = 6;

    private HandingOver() {}

    @SuppressWarnings("LockNotBeforeTry") // the locks are released in the order in which they were taken
    public static void main(String[] args) throws Exception {
        ReentrantLock outer = new ReentrantLock(true);
        ReentrantLock inner = new ReentrantLock(true);
        CountDownLatch started = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Job both = () -> {
                started.countDown();
                while (true) {
                    outer.lock();
                    inner.lock();
                    LockSupport.parkNanos(300_000_000);
                    outer.unlock();
                    LockSupport.parkNanos(100_000_000);
                    inner.unlock();
                }
            };
            Spawn.unstarted("hands-over-" + i, both.body()).start();
        }
        started.await();
        new Scene().play();
    }
}
