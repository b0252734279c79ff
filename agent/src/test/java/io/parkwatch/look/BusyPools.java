// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.look.FakeJvm.FakeThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real pools all of whose threads run something until the test ends, in a JVM whose looks a test sets. */
final class BusyPools {
    final CountDownLatch end = new CountDownLatch(1);
    final List<FakeThread> workers = new ArrayList<>();
    private final FakeJvm jvm;

    BusyPools(FakeJvm jvm) {
        this.jvm = jvm;
    }

    ThreadPoolExecutor pool(int threads, BlockingQueue<Runnable> queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, queue, factory());
        occupy(pool, threads);
        return pool;
    }

    ThreadFactory factory() {
        return body -> {
            Thread thread = new Thread(body);
            thread.setDaemon(true);
            workers.add(jvm.platformThread(thread));
            return thread;
        };
    }

    void occupy(ThreadPoolExecutor pool, int threads) {
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                running.countDown();
                await(end);
            });
        }
        await(running);
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
