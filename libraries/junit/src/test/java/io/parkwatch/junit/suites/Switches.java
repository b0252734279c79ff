// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Has no annotation: parameters say what fails. */
public class Switches {
    @Test
    void leak() {
        Start.platform(() -> new CountDownLatch(1).await());
    }

    @Test
    void livesOn() {
        Start.platform(() -> Thread.sleep(60_000));
    }

    @Test
    void idlePool() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(() -> "done").get();
    }

    @Test
    @Timeout(1)
    void timesOut() throws Exception {
        Start.platform(() -> {}).join();
        new CountDownLatch(1).await();
    }
}
