// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.locks;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Each way to wait for a lock that the main thread holds, each with its own lock. */
final class Locks {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Locks program = new Locks();
        program.reentrant();
        program.readWrite();
        program.stamped();
        program.semaphores();
        program.subclasses();
        program.crossed();
        program.scene.play();
    }

    private void reentrant() {
        lock();
        fairLock();
        lockInterruptibly();
        tryLock();
    }

    private void readWrite() {
        read();
        write();
        tryWrite();
    }

    private void stamped() {
        stampedRead();
        stampedWrite();
        stampedTryWrite();
    }

    private void semaphores() {
        acquire();
        acquireTwo();
        acquireUninterruptibly();
        tryAcquire();
    }

    private void subclasses() {
        ownLock();
        ownSemaphore();
    }

    private <L extends ReentrantLock> L held(L lock) {
        lock.lock();
        scene.onRelease(() -> lock.unlock());
        return lock;
    }

    private void lock() {
        ReentrantLock lock = held(new ReentrantLock());
        Thread thread = scene.thread(() -> lock.lock());
        thread.start();
    }

    private void fairLock() {
        ReentrantLock lock = held(new ReentrantLock(true));
        Thread thread = scene.thread(() -> lock.lock());
        thread.start();
    }

    private void lockInterruptibly() {
        ReentrantLock lock = held(new ReentrantLock());
        Thread thread = scene.thread(() -> lock.lockInterruptibly());
        thread.start();
    }

    private void tryLock() {
        ReentrantLock lock = held(new ReentrantLock());
        Thread thread = scene.thread(() -> lock.tryLock(1, TimeUnit.HOURS));
        thread.start();
    }

    private void read() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.writeLock().lock();
        scene.onRelease(() -> lock.writeLock().unlock());
        Thread thread = scene.thread(() -> lock.readLock().lock());
        thread.start();
    }

    private void write() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        scene.onRelease(() -> lock.readLock().unlock());
        Thread thread = scene.thread(() -> lock.writeLock().lock());
        thread.start();
    }

    private void tryWrite() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
        lock.readLock().lock();
        scene.onRelease(() -> lock.readLock().unlock());
        Thread thread = scene.thread(() -> lock.writeLock().tryLock(1, TimeUnit.HOURS));
        thread.start();
    }

    private void stampedRead() {
        StampedLock lock = new StampedLock();
        long stamp = lock.writeLock();
        scene.onRelease(() -> lock.unlock(stamp));
        Thread thread = scene.thread(() -> lock.readLock());
        thread.start();
    }

    private void stampedWrite() {
        StampedLock lock = new StampedLock();
        long stamp = lock.readLock();
        scene.onRelease(() -> lock.unlock(stamp));
        Thread thread = scene.thread(() -> lock.writeLock());
        thread.start();
    }

    private void stampedTryWrite() {
        StampedLock lock = new StampedLock();
        long stamp = lock.readLock();
        scene.onRelease(() -> lock.unlock(stamp));
        Thread thread = scene.thread(() -> lock.tryWriteLock(1, TimeUnit.HOURS));
        thread.start();
    }

    private void acquire() {
        Semaphore semaphore = new Semaphore(0);
        Thread thread = scene.thread(() -> semaphore.acquire());
        thread.start();
    }

    private void acquireTwo() {
        Semaphore semaphore = new Semaphore(1, true);
        Thread thread = scene.thread(() -> semaphore.acquire(2));
        thread.start();
    }

    private void acquireUninterruptibly() {
        Semaphore semaphore = new Semaphore(0);
        scene.onRelease(() -> semaphore.release());
        Thread thread = scene.thread(() -> semaphore.acquireUninterruptibly());
        thread.start();
    }

    private void tryAcquire() {
        Semaphore semaphore = new Semaphore(0);
        Thread thread = scene.thread(() -> semaphore.tryAcquire(1, TimeUnit.HOURS));
        thread.start();
    }

    private void ownLock() {
        OwnLock lock = held(new OwnLock());
        Thread thread = scene.thread(() -> lock.lock());
        thread.start();
    }

    private void ownSemaphore() {
        OwnSemaphore semaphore = new OwnSemaphore();
        Thread thread = scene.thread(() -> semaphore.acquire());
        thread.start();
    }

    /** A deadlock of two threads, each holding the lock that the other needs. */
    private void crossed() {
        ReentrantLock a = new ReentrantLock();
        ReentrantLock b = new ReentrantLock();
        CountDownLatch bothHaveOne = new CountDownLatch(2);
        Thread one = scene.thread(() -> lockBoth(a, b, bothHaveOne));
        Thread other = scene.thread(() -> lockBoth(b, a, bothHaveOne));
        one.start();
        other.start();
    }

    private static void lockBoth(ReentrantLock mine, ReentrantLock theirs, CountDownLatch bothHaveOne)
            throws InterruptedException {
        mine.lock();
        try {
            bothHaveOne.countDown();
            bothHaveOne.await();
            theirs.lockInterruptibly();
        } finally {
            mine.unlock();
        }
    }

    private static final class OwnLock extends ReentrantLock {
        private static final long serialVersionUID = 1;
    }

    private static final class OwnSemaphore extends Semaphore {
        private static final long serialVersionUID = 1;

        OwnSemaphore() {
            super(0);
        }
    }
}
