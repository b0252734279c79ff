// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Threads that wait for what other threads hold. Each method is one wait, and names its thread. */
final class Holding {
    private static final long DAY = 86_400_000;

    private Holding() {}

    public static void main(String[] args) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        held("sleeper", lock::lock);
        start("locked", () -> locked(lock));

        Object monitor = new Object();
        kept("keeper", monitor, DAY);
        start("entering", () -> entering(monitor));
        Object polled = new Object();
        kept("poller", polled, 100);
        start("enteringWherePolled", () -> enteringWherePolled(polled));

        ReentrantLock bell = new ReentrantLock();
        Condition rung = bell.newCondition();
        start("signalled", () -> signalled(bell, rung));
        held("ringer", () -> ring(bell, rung));

        ReentrantReadWriteLock book = new ReentrantReadWriteLock();
        held("reader-1", book.readLock()::lock);
        held("reader-2", book.readLock()::lock);
        start("writes", () -> writes(book));
        start("upgrades", () -> upgrades(new ReentrantReadWriteLock()));

        ReentrantLock orphan = new ReentrantLock();
        start("writer", orphan::lock).join();
        start("orphaned", () -> orphaned(orphan));

        circle(false);
        circle(true);

        Thread worker = start("worker", () -> locked(lock));
        start("joins", () -> joins(worker));
        FutureTask<Object> task = new FutureTask<>(() -> locked(lock), null);
        start("runner", task::run);
        start("asks", () -> asks(task));
        ExecutorService pool = Executors.newFixedThreadPool(2, body -> Spawn.platform("pooled", body));
        pool.execute(() -> pooled(lock));
        pool.execute(() -> {});
        pool.shutdown();
        start("closes", () -> closes(pool));
        ForkJoinPool forks = new ForkJoinPool(
                1,
                of -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(of);
                    thread.setName("fork");
                    return thread;
                },
                null,
                false);
        forks.execute(() -> forked(lock));
        forks.shutdown();
        start("closesForks", () -> closesForks(forks));
        ExecutorService open = Executors.newSingleThreadExecutor(body -> Spawn.platform("open", body));
        open.execute(() -> forked(lock));
        start("closesNothing", () -> closesNothing(open));
        new Scene().play();
    }

    /** Starts a thread that takes a lock and keeps it. */
    private static void held(String name, Runnable take) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        start(name, () -> {
            take.run();
            taken.countDown();
            Thread.sleep(DAY);
        });
        taken.await();
    }

    /** Starts a thread that enters a monitor and sleeps there again and again. */
    private static void kept(String name, Object monitor, long millis) throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        start(name, () -> {
            synchronized (monitor) {
                entered.countDown();
                while (true) {
                    Thread.sleep(millis);
                }
            }
        });
        entered.await();
    }

    /** Two threads take two locks in opposite orders, the second of them with a time-out or without. */
    private static void circle(boolean timed) throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        start(timed ? "debit-timed" : "debit", () -> {
            one.lock();
            meet(both);
            if (timed) {
                tries(other);
            } else {
                debit(other);
            }
        });
        start(timed ? "credit-timed" : "credit", () -> {
            other.lock();
            meet(both);
            if (timed) {
                waitsForATry(one);
            } else {
                credit(one);
            }
        });
        both.await();
    }

    private static void meet(CountDownLatch both) throws InterruptedException {
        both.countDown();
        both.await();
    }

    private static Thread start(String name, Job job) {
        Thread thread = Spawn.unstarted(name, job.body());
        thread.start();
        return thread;
    }

    private static void locked(ReentrantLock lock) {
        lock.lock();
    }

    private static void pooled(ReentrantLock lock) {
        lock.lock();
    }

    private static void entering(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            Thread.sleep(1);
        }
    }

    private static void enteringWherePolled(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            Thread.sleep(1);
        }
    }

    private static void signalled(ReentrantLock bell, Condition rung) throws InterruptedException {
        bell.lock();
        while (!bell.isFair()) { // it is never fair, so the thread waits again whatever wakes it
            rung.await();
        }
    }

    /** Signals a thread that waits, and keeps the lock that it needs to go on. */
    @SuppressWarnings("LockNotBeforeTry") // keeping the lock is the point
    private static void ring(ReentrantLock bell, Condition rung) {
        while (true) {
            bell.lock();
            if (bell.hasWaiters(rung)) {
                rung.signal();
                return;
            }
            bell.unlock();
            Thread.onSpinWait();
        }
    }

    private static void writes(ReentrantReadWriteLock book) {
        book.writeLock().lock();
    }

    private static void upgrades(ReentrantReadWriteLock book) {
        book.readLock().lock();
        book.writeLock().lock();
    }

    private static void orphaned(ReentrantLock lock) throws InterruptedException {
        lock.lockInterruptibly();
    }

    private static void debit(ReentrantLock lock) {
        lock.lock();
    }

    private static void credit(ReentrantLock lock) {
        lock.lock();
    }

    private static void tries(ReentrantLock lock) throws InterruptedException {
        boolean unused = lock.tryLock(1, TimeUnit.DAYS);
    }

    private static void waitsForATry(ReentrantLock lock) {
        lock.lock();
    }

    private static void joins(Thread worker) throws InterruptedException {
        worker.join();
    }

    private static void asks(FutureTask<Object> task) throws Exception {
        task.get();
    }

    private static void forked(ReentrantLock lock) {
        lock.lock();
    }

    private static void closesForks(ExecutorService pool) throws InterruptedException {
        boolean unused = pool.awaitTermination(1, TimeUnit.DAYS);
    }

    /** Waits for the end of a pool that nobody has shut down. */
    private static void closesNothing(ExecutorService pool) throws InterruptedException {
        boolean unused = pool.awaitTermination(1, TimeUnit.DAYS);
    }

    private static void closes(ExecutorService pool) throws InterruptedException {
        boolean unused = pool.awaitTermination(1, TimeUnit.DAYS);
    }
}
