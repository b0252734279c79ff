// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Part of watched programs. Something that one thread has and another wants. */
@SuppressWarnings("LockNotBeforeTry") // what is wanted is released at once
interface Thing {
    /** Takes it, does the work, and releases it. */
    void hold(Job work) throws Exception;

    /** Takes it and releases it. */
    void want() throws Exception;

    /** Does the same, or gives up. */
    void want(long nanos) throws Exception;

    /** A lock of the JDK. */
    final class Locked implements Thing {
        private final Lock lock;

        Locked(boolean fair) {
            lock = new ReentrantLock(fair);
        }

        @Override
        public void hold(Job work) throws Exception {
            lock.lock();
            try {
                work.work();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void want() {
            lock.lock();
            lock.unlock();
        }

        @Override
        public void want(long nanos) throws InterruptedException {
            if (lock.tryLock(nanos, TimeUnit.NANOSECONDS)) {
                lock.unlock();
            }
        }
    }

    /** A lock that is held for reading and wanted for writing. */
    final class Read implements Thing {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

        @Override
        public void hold(Job work) throws Exception {
            lock.readLock().lock();
            try {
                work.work();
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public void want() {
            lock.writeLock().lock();
            lock.writeLock().unlock();
        }

        @Override
        public void want(long nanos) throws InterruptedException {
            if (lock.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS)) {
                lock.writeLock().unlock();
            }
        }
    }

    /** A monitor. Nobody can give up waiting for one, so its waiters with a time-out do not wait for it at all. */
    final class Entered implements Thing {
        @Override
        public void hold(Job work) throws Exception {
            synchronized (this) {
                work.work();
            }
        }

        @Override
        public void want() {
            synchronized (this) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void want(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
