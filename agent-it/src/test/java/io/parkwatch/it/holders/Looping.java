// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Waits whose cause is easily taken for another one. Each method is one wait. */
final class Looping {
    private Looping() {}

    public static void main(String[] args) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(1);
        FutureTask<Object> task = new FutureTask<>(() -> wantsTheLock(lock, locked), null);
        start("asker", () -> {
            lock.lock();
            locked.countDown();
            asksInTheLock(task);
        });
        start("runner", task::run);

        ReentrantReadWriteLock book = new ReentrantReadWriteLock();
        CountDownLatch read = new CountDownLatch(1);
        start("first-reader", () -> {
            book.readLock().lock();
            read.countDown();
            new CountDownLatch(1).await();
        });
        read.await();
        start("queued-writer", () -> triesToWrite(book));
        while (!book.hasQueuedThreads()) {
            Thread.onSpinWait();
        }
        start("second-reader", () -> readsBehindTheWriter(book));

        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, body -> Spawn.platform("clock", body));
        Future<?> ticks = clock.scheduleAtFixedRate(Looping::ticks, 0, 1, TimeUnit.MILLISECONDS);
        start("guard", () -> guardsThePeriodicTask(ticks));

        ExecutorService pool = Executors.newFixedThreadPool(1, body -> Spawn.platform("closing", body));
        pool.execute(() -> closesItsOwnPool(pool));
        new Scene().play();
    }

    private static void start(String name, Job job) {
        Spawn.unstarted(name, job.body()).start();
    }

    private static void wantsTheLock(ReentrantLock lock, CountDownLatch locked) {
        try {
            locked.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        lock.lock();
    }

    private static void asksInTheLock(FutureTask<Object> task) throws Exception {
        task.get();
    }

    private static void triesToWrite(ReentrantReadWriteLock book) throws InterruptedException {
        book.writeLock().tryLock(1, TimeUnit.DAYS);
    }

    private static void readsBehindTheWriter(ReentrantReadWriteLock book) {
        book.readLock().lock();
    }

    /** One run of the periodic task, which is there at nearly every look. */
    private static void ticks() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void guardsThePeriodicTask(Future<?> ticks) throws Exception {
        ticks.get();
    }

    private static void closesItsOwnPool(ExecutorService pool) {
        pool.shutdown();
        try {
            pool.awaitTermination(1, TimeUnit.DAYS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
