// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Many parked virtual threads. */
final class Parked {
    private Parked() {}

    /** Starts so many, and returns when all wait. The JVM itself holds them. */
    static void virtual(int count) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(count);
        Runnable task = () -> {
            left.decrementAndGet();
            while (true) {
                LockSupport.park();
            }
        };
        for (int i = 0; i < count; i++) {
            Virtual.start(task);
        }
        while (left.get() > 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Gives an agent with an interval of a second the time to see them wait. */
    static void awaitLooks() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2500);
    }
}
