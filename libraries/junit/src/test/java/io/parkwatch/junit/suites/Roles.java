// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit.suites;

import io.parkwatch.junit.AllowStuck;
import io.parkwatch.junit.NoStuckThreads;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Leaks of every role, each in a test that is called so, among tests that leave nothing. */
@NoStuckThreads
public class Roles {
    private static final Object MONITOR = new Object();

    @Test
    void leakOfASender() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Start.virtual(() -> queue.put("result"));
    }

    @Test
    void leakOfAPlatformSender() throws Exception {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        queue.put("first");
        Start.platform(() -> queue.put("second"));
    }

    @Test
    void leakOfAReceiver() {
        Start.virtual(() -> new LinkedBlockingQueue<String>().take());
    }

    @Test
    void leakOfALock() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Start.platform(lock::lock);
    }

    @Test
    void leakOfAMonitor() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        Start.platform(() -> {
            synchronized (MONITOR) {
                held.countDown();
                new CountDownLatch(1).await();
            }
        });
        held.await();
        Start.platform(() -> {
            synchronized (MONITOR) {
                held.countDown();
            }
        });
    }

    @Test
    void leakOfAWaiter() {
        Start.virtual(() -> new CountDownLatch(1).await());
    }

    @Test
    void leakThatIsNotYetInItsWait() {
        Start.platform(() -> {
            Thread.sleep(50);
            new CountDownLatch(1).await();
        });
    }

    @Test
    void leakOfAThreadOfAThread() {
        Start.platform(() -> Start.platform(() -> new LinkedBlockingQueue<String>().take()));
    }

    @Test
    void leakInAPoolOfItsOwn() {
        ExecutorService pool = Executors.newFixedThreadPool(1, daemons());
        Future<?> unused = pool.submit(() -> "first");
        unused = pool.submit(() -> new LinkedBlockingQueue<String>().take());
    }

    @Test
    void leakInAPoolThatIsGivenABareTask() {
        Executors.newFixedThreadPool(1, daemons()).execute(Start.quietly(() -> new CountDownLatch(1).await()));
    }

    private static java.util.concurrent.ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        };
    }

    @RepeatedTest(3)
    void leakOfOneRepetition(RepetitionInfo repetition) {
        if (repetition.getCurrentRepetition() == 2) {
            Start.virtual(() -> new CountDownLatch(1).await());
        }
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of(
                DynamicTest.dynamicTest("good one", () -> {}),
                DynamicTest.dynamicTest(
                        "leak of a dynamic one", () -> Start.virtual(() -> new CountDownLatch(1).await())),
                DynamicTest.dynamicTest("good one after it", () -> {}));
    }

    @Test
    void goodThreadsEnd() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread taker = Start.virtual(queue::take);
        queue.put("item");
        taker.join();
    }

    @Test
    void goodThreadsEndAfterTheTest() {
        CountDownLatch latch = new CountDownLatch(1);
        Start.platform(latch::await);
        Start.platform(() -> {
            Thread.sleep(200);
            latch.countDown();
        });
    }

    @AutoClose
    private final Consumer consumer = new Consumer();

    @Test
    void goodFieldIsClosed() {
        consumer.begin();
    }

    @Test
    void goodPoolIsIdle() throws Exception {
        Executors.newFixedThreadPool(2, daemons()).submit(() -> "done").get();
        ForkJoinPool.commonPool().submit(() -> "done").get();
        CompletableFuture.supplyAsync(() -> "done").get();
        Future<?> unused =
                Executors.newSingleThreadScheduledExecutor(daemons()).schedule(() -> "later", 1, TimeUnit.HOURS);
    }

    @Test
    void goodTimer() {
        new Timer("timer", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {}
                        },
                        3_600_000);
    }

    @Test
    void goodHttpClient() {
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    }

    @Test
    void goodDaemonOfAClass() {
        Daemon.start();
    }

    @Test
    void goodPoller() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Start.platform(() -> {
            while (true) {
                queue.poll(100, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Test
    @AllowStuck(value = "tried here", at = "io.parkwatch.junit.suites.Roles#waits")
    void goodAllowed() {
        Start.virtual(Roles::waits);
    }

    private static void waits() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Nested
    class Inner {
        @Test
        void leakInANestedClass() {
            Start.virtual(() -> new CountDownLatch(1).await());
        }

        @Test
        void goodInANestedClass() {}
    }

    /** Takes items until it is closed. */
    private static final class Consumer implements AutoCloseable {
        private final LinkedBlockingQueue<String> items = new LinkedBlockingQueue<>();

        void begin() {
            Start.platform(items::take);
        }

        @Override
        public void close() {
            items.add("end");
        }
    }

    /** A thread that lives as long as its class. */
    private static final class Daemon {
        static {
            Start.platform(() -> new LinkedBlockingQueue<String>().take());
        }

        private Daemon() {}

        static void start() {}
    }
}
