// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Holder;
import io.parkwatch.look.FakeJvm.FakeThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Looks at real pools all of whose threads run something until the test ends. */
abstract class BusyPools {
    static final int BORN = 10;
    static final int OLD = BORN + 30;

    final CountDownLatch end = new CountDownLatch(1);
    final List<FakeThread> workers = new ArrayList<>();
    final FakeJvm jvm = new FakeJvm();

    @AfterEach
    void endTasks() {
        end.countDown();
    }

    /** Looks often enough for holders to be named. */
    List<Finding> twoLooks() {
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        return jvm.lookAt(OLD + 1).findings();
    }

    static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    static Holder holder(Finding finding) {
        return Objects.requireNonNull(finding.holder());
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
