// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import io.parkwatch.junit.NoStuckThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool and a consumer that all tests share. */
@NoStuckThreads
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class Shared {
    private static final LinkedBlockingQueue<String> ITEMS = new LinkedBlockingQueue<>();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4, Shared::daemon);
    private static final ExecutorService SECOND = Executors.newFixedThreadPool(1, Shared::daemon);

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    @BeforeAll
    static void begin() {
        Start.platform(() -> {
            while (!ITEMS.take().equals("end")) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    @Order(1)
    void goodFillsThePool() throws Exception {
        for (int i = 0; i < 8; i++) {
            POOL.submit(Start.quietly(() -> Thread.sleep(20))).get();
        }
    }

    @Test
    @Order(2)
    void leakInTheSharedPool() {
        Future<?> unused = POOL.submit(() -> new LinkedBlockingQueue<String>().take());
    }

    @Test
    @Order(3)
    void goodUsesThePoolToo() throws Exception {
        POOL.submit(() -> "done").get();
    }

    @Test
    @Order(4)
    void unknownInTheSharedPool() {
        POOL.execute(Start.quietly(() -> new CountDownLatch(1).await()));
    }

    @Test
    @Order(5)
    void goodAtTheEnd() {}

    @ParameterizedTest
    @Order(6)
    @ValueSource(ints = {1, 2, 3})
    void leakOfOneParameter(int number) throws Exception {
        Future<?> task = POOL.submit(Start.quietly(() -> {
            if (number == 2) {
                new LinkedBlockingQueue<String>().take();
            }
        }));
        if (number != 2) {
            task.get();
        }
    }

    /** The thread inherits from the worker, which another test has made. */
    @Test
    @Order(7)
    void unknownOfATaskInTheSharedPool() throws Exception {
        POOL.submit(() -> Start.platform(() -> new CountDownLatch(1).await())).get();
    }

    @Test
    @Order(8)
    void goodMakesAWorker() throws Exception {
        SECOND.submit(() -> "done").get();
    }

    @Test
    @Order(9)
    void unknownOnTheWorkerOfAnother() {
        SECOND.execute(Start.quietly(() -> new CountDownLatch(1).await()));
    }

    @AfterAll
    static void end() throws Exception {
        ITEMS.put("end");
    }
}
