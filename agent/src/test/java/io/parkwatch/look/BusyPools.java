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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
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
        return factory(Thread::new);
    }

    ThreadFactory factory(ThreadFactory made) {
        return body -> {
            Thread thread = made.newThread(body);
            thread.setDaemon(true);
            workers.add(jvm.platformThread(thread));
            return thread;
        };
    }

    ForkJoinPool forks(int threads) {
        ForkJoinPool pool = new ForkJoinPool(
                threads,
                of -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(of);
                    workers.add(jvm.platformThread(thread));
                    return thread;
                },
                null,
                false);
        occupy(pool, threads);
        return pool;
    }

    void occupy(ExecutorService pool, int threads) {
        CountDownLatch running = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                running.countDown();
                await(end);
            });
        }
        await(running);
    }

    /** Lets a real thread wait, as only that makes what such a thread is parked with. */
    FakeThread parks(Runnable body, StackTraceElement[] stack) {
        Thread waiting = new Thread(body);
        waiting.setDaemon(true);
        FakeThread thread = jvm.platformThread(waiting);
        waiting.start();
        Awaitility.await().until(() -> LockSupport.getBlocker(waiting) != null);
        thread.waits(Thread.State.WAITING, stack);
        thread.blocker = LockSupport.getBlocker(waiting);
        return thread;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
