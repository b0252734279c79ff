// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** More leaks as in a cluster manager: informers, quotas, frames. */
@SuppressWarnings("LockNotBeforeTry") // The bugs are the point.
final class Informers {
    private Informers() {}

    static void start(Leaks leaks) throws Exception {
        Listener.run(leaks);
        Informer.run(leaks);
        Quota.run(leaks);
        StateMemory.run(leaks);
        Framer.run(leaks);
    }

    /**
     * 26980: the consumer holds the lock while it waits for its stop. The test needs that lock before it can stop the
     * consumer.
     */
    static final class Listener {
        private final ReentrantLock lock = new ReentrantLock();
        private final CountDownLatch stop = new CountDownLatch(1);
        private final CountDownLatch pops = new CountDownLatch(1);

        void pop() throws InterruptedException {
            lock.lock();
            try {
                pops.countDown();
                stop.await();
            } finally {
                lock.unlock();
            }
        }

        void add() throws InterruptedException {
            pops.await();
            lock.lock();
            lock.unlock();
            stop.countDown();
        }

        static void run(Leaks leaks) {
            Listener listener = new Listener();
            Leaks.go(listener::pop).start();
            Leaks.go(listener::add).start();
            leaks.expect("Listener.pop", "waiter await", "CountDownLatch")
                    .started("Listener.run")
                    .made("Listener.<init>");
            leaks.expect("Listener.add", "lock lock", "ReentrantLock")
                    .started("Listener.run")
                    .made("Listener.<init>")
                    .heldBy("Listener.pop");
        }
    }

    /** 30872: the queue's handler needs the informer's lock, and the informer needs the queue's. */
    static final class Informer {
        private final ReentrantLock informerMu = new ReentrantLock();
        private final ReentrantLock fifoMu = new ReentrantLock();
        private final CyclicBarrier both = new CyclicBarrier(2);

        void clustersSynced() throws Exception {
            informerMu.lock();
            try {
                both.await();
                fifoMu.lock();
                fifoMu.unlock();
            } finally {
                informerMu.unlock();
            }
        }

        void pop() throws Exception {
            fifoMu.lock();
            try {
                both.await();
                informerMu.lock();
                informerMu.unlock();
            } finally {
                fifoMu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Informer it = new Informer();
            Leaks.go(it::clustersSynced).start();
            Leaks.go(it::pop).start();
            leaks.circle("Informer.clustersSynced", "Informer.pop", "ReentrantLock")
                    .forEach(leak -> leak.started("Informer.run").made("Informer.<init>"));
        }
    }

    /**
     * 58107: a worker waits for work while it holds a read lock. A writer waits for that lock, and the worker of
     * another queue waits behind the writer.
     */
    static final class Quota {
        private final ReentrantReadWriteLock workers = new ReentrantReadWriteLock();

        private static final class WorkQueue {
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition added = lock.newCondition();

            @SuppressWarnings("WaitNotInLoop") // As published.
            void get() throws InterruptedException {
                lock.lock();
                try {
                    added.await();
                } finally {
                    lock.unlock();
                }
            }
        }

        void worker(WorkQueue queue) throws InterruptedException {
            workers.readLock().lock();
            try {
                queue.get();
            } finally {
                workers.readLock().unlock();
            }
        }

        void sync() {
            workers.writeLock().lock();
            workers.writeLock().unlock();
        }

        static void run(Leaks leaks) {
            Quota quota = new Quota();
            WorkQueue first = new WorkQueue();
            WorkQueue missing = new WorkQueue();
            Leaks.go(() -> quota.worker(first)).start();
            while (quota.workers.getReadLockCount() == 0) {
                Thread.onSpinWait();
            }
            Leaks.go(quota::sync).start();
            while (!quota.workers.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            Leaks.go(() -> quota.worker(missing)).start();
            leaks.expect("WorkQueue.get", "waiter await", "*")
                    .started("Quota.run")
                    .made("*");
            leaks.expect("Quota.sync", "lock lock", "ReentrantReadWriteLock")
                    .started("Quota.run")
                    .made("Quota.<init>")
                    .heldBy("WorkQueue.get");
            leaks.expect("Quota.worker", "lock lock", "ReentrantReadWriteLock")
                    .started("Quota.run")
                    .made("Quota.<init>")
                    .heldBy("Quota.sync");
        }
    }

    /** 62464: a lock is read twice, and a writer comes in between. The lock is a semaphore, which records no owner. */
    static final class StateMemory {
        private static final int READERS = 16;
        private final Semaphore mu = new Semaphore(READERS, true);

        void cpuSetOrDefault() throws InterruptedException {
            mu.acquire();
            while (!mu.hasQueuedThreads()) {
                Thread.sleep(1);
            }
            mu.acquire();
            mu.release(2);
        }

        void setDefault() throws InterruptedException {
            mu.acquire(READERS);
            mu.release(READERS);
        }

        static void run(Leaks leaks) {
            StateMemory state = new StateMemory();
            Leaks.go(state::cpuSetOrDefault).start();
            while (state.mu.availablePermits() == READERS) {
                Thread.onSpinWait();
            }
            Leaks.go(state::setDefault).start();
            for (String at : List.of("StateMemory.cpuSetOrDefault", "StateMemory.setDefault")) {
                leaks.expect(at, "lock acquire", "Semaphore")
                        .started("StateMemory.run")
                        .made("StateMemory.<init>");
            }
        }
    }

    /** 6632: a frame is reset while the write lock is held. The monitor needs that lock before it can close. */
    static final class Framer {
        private final ReentrantLock write = new ReentrantLock();
        private final BlockingQueue<Boolean> resets = new SynchronousQueue<>();
        private final CountDownLatch closes = new CountDownLatch(1);

        void monitor() throws InterruptedException {
            closes.await();
            write.lock();
            write.unlock();
        }

        void writeFrame() throws InterruptedException {
            write.lock();
            try {
                closes.countDown();
                resets.put(true);
            } finally {
                write.unlock();
            }
        }

        static void run(Leaks leaks) {
            Framer framer = new Framer();
            Leaks.go(framer::monitor).start();
            Leaks.go(framer::writeFrame).start();
            leaks.expect("Framer.writeFrame", "sender put", "SynchronousQueue")
                    .started("Framer.run")
                    .made("Framer.<init>");
            leaks.expect("Framer.monitor", "lock lock", "ReentrantLock")
                    .started("Framer.run")
                    .made("Framer.<init>")
                    .heldBy("Framer.writeFrame");
        }
    }
}
