// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** More leaks as in a cluster manager: status, watches, caches. */
@SuppressWarnings("LockNotBeforeTry") // The bugs are the point.
final class Kubelet {
    private Kubelet() {}

    static void start(Leaks leaks) throws Exception {
        StatusManager.run(leaks);
        Notifier.run(leaks);
        Cacher.run(leaks);
        Mux.run(leaks);
        WatchChan.run(leaks);
    }

    /** 10182: a status is sent under a lock that its receiver takes between two statuses. */
    static final class StatusManager {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final BlockingQueue<String> statuses = new SynchronousQueue<>();
        private final CountDownLatch second = new CountDownLatch(1);

        void syncBatch() throws InterruptedException {
            statuses.take();
            second.await();
            lock.writeLock().lock();
            lock.writeLock().unlock();
        }

        void set() throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                lock.writeLock().lock();
                try {
                    if (i == 1) {
                        second.countDown();
                    }
                    statuses.put(i == 0 ? "running" : "ended");
                } finally {
                    lock.writeLock().unlock();
                }
            }
        }

        static void run(Leaks leaks) {
            StatusManager manager = new StatusManager();
            Leaks.go(manager::syncBatch).start();
            Leaks.go(manager::set).start();
            leaks.expect("StatusManager.set", "sender put", "SynchronousQueue")
                    .started("StatusManager.run")
                    .made("StatusManager.<init>");
            leaks.expect("StatusManager.syncBatch", "lock lock", "ReentrantReadWriteLock")
                    .started("StatusManager.run")
                    .made("StatusManager.<init>")
                    .heldBy("StatusManager.set");
        }
    }

    /** 11298: the last signal came before the wait. The loop waits for the thread that missed it. */
    static final class Notifier {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final CountDownLatch woken = new CountDownLatch(1);

        @SuppressWarnings("WaitNotInLoop") // As published.
        void after() throws InterruptedException {
            lock.lock();
            try {
                changed.await();
                woken.countDown();
            } finally {
                lock.unlock();
            }
        }

        void serviceLoop() throws InterruptedException {
            woken.await();
        }

        static void run(Leaks leaks) {
            Notifier notifier = new Notifier();
            notifier.lock.lock();
            notifier.changed.signal();
            notifier.lock.unlock();
            Leaks.go(notifier::after).start();
            Leaks.go(notifier::serviceLoop).start();
            leaks.expect("Notifier.after", "waiter await", "*")
                    .started("Notifier.run")
                    .made("*");
            leaks.expect("Notifier.serviceLoop", "waiter await", "CountDownLatch")
                    .started("Notifier.run")
                    .made("Notifier.<init>");
        }
    }

    /** 13135: the cache takes its own lock and then the watch's. An event takes them in the opposite order. */
    static final class Cacher {
        private final ReentrantLock cacheMu = new ReentrantLock();
        private final ReentrantLock watchMu = new ReentrantLock();
        private final CyclicBarrier both = new CyclicBarrier(2);

        void startCaching() throws Exception {
            cacheMu.lock();
            try {
                both.await();
                watchMu.lock();
                watchMu.unlock();
            } finally {
                cacheMu.unlock();
            }
        }

        void processEvent() throws Exception {
            watchMu.lock();
            try {
                both.await();
                cacheMu.lock();
                cacheMu.unlock();
            } finally {
                watchMu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Cacher it = new Cacher();
            Leaks.go(it::startCaching).start();
            Leaks.go(it::processEvent).start();
            leaks.circle("Cacher.startCaching", "Cacher.processEvent", "ReentrantLock")
                    .forEach(leak -> leak.started("Cacher.run").made("Cacher.<init>"));
        }
    }

    /**
     * 1321: events are sent under a lock that the watcher needs to leave. A static semaphore, which records no owner,
     * is held as well.
     */
    static final class Mux {
        private static final Semaphore GLOBAL = new Semaphore(1);
        private final ReentrantLock lock = new ReentrantLock();
        private final BlockingQueue<String> result = new SynchronousQueue<>();
        private final CountDownLatch distributes = new CountDownLatch(1);

        void distribute() throws InterruptedException {
            lock.lock();
            try {
                GLOBAL.acquire();
                distributes.countDown();
                result.put("event");
                GLOBAL.release();
            } finally {
                lock.unlock();
            }
        }

        void stopWatching() throws InterruptedException {
            distributes.await();
            lock.lock();
            lock.unlock();
        }

        static void run(Leaks leaks) {
            Mux mux = new Mux();
            Leaks.go(mux::distribute).start();
            Leaks.go(mux::stopWatching).start();
            leaks.expect("Mux.distribute", "sender put", "SynchronousQueue")
                    .started("Mux.run")
                    .made("Mux.<init>");
            leaks.expect("Mux.stopWatching", "lock lock", "ReentrantLock")
                    .started("Mux.run")
                    .made("Mux.<init>")
                    .heldBy("Mux.distribute");
        }
    }

    /** 25331: an error ends the context, so nothing waits for the result any more. */
    static final class WatchChan {
        private final BlockingQueue<String> errors = new SynchronousQueue<>();
        private final BlockingQueue<String> results = new SynchronousQueue<>();

        void watch() throws InterruptedException {
            results.put(errors.take());
        }

        void stop() throws InterruptedException {
            errors.put("error");
        }

        static void run(Leaks leaks) {
            WatchChan chan = new WatchChan();
            Leaks.go(chan::watch).start();
            Leaks.go(chan::stop).start();
            leaks.expect("WatchChan.watch", "sender put", "SynchronousQueue")
                    .started("WatchChan.run")
                    .made("WatchChan.<init>");
        }
    }
}
