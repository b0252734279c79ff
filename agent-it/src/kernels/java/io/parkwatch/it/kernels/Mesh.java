// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Leaks as in proxies, site builders, synchronizers and image builders, and those of databases that have no file of
 * their own.
 */
@SuppressWarnings("LockNotBeforeTry") // The bugs are the point.
final class Mesh {
    private Mesh() {}

    static void start(Leaks leaks) throws Exception {
        RemoteLock.run(leaks);
        Page.run(leaks);
        Config.run(leaks);
        Strategy.run(leaks);
        Mapping.run(leaks);
        UdpProxy.run(leaks);
        FileEvents.run(leaks);
        Transfers.run(leaks);
    }

    /**
     * hugo 3251: one thread holds the URL and needs the table, another holds the table and needs the URL. Both locks
     * are static.
     */
    static final class RemoteLock {
        private static final ReentrantLock TABLE = new ReentrantLock();
        private static final Semaphore URL = new Semaphore(0);

        private RemoteLock() {}

        static void lock() throws InterruptedException {
            TABLE.lock();
            try {
                URL.acquire();
            } finally {
                TABLE.unlock();
            }
        }

        static void unlock() {
            while (!URL.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            TABLE.lock();
            URL.release();
            TABLE.unlock();
        }

        static void run(Leaks leaks) {
            Leaks.go(RemoteLock::lock).start();
            Leaks.go(RemoteLock::unlock).start();
            leaks.expect("RemoteLock.lock", "lock acquire", "Semaphore")
                    .started("RemoteLock.run")
                    .made("RemoteLock.<clinit>")
                    .held();
            leaks.expect("RemoteLock.unlock", "lock lock", "ReentrantLock")
                    .started("RemoteLock.run")
                    .made("RemoteLock.<clinit>")
                    .held()
                    .heldBy("RemoteLock.lock");
        }
    }

    /**
     * hugo 5379: a page renders its content under its lock and asks for the word count, which takes the same lock.
     * Another thread waits for the first to finish.
     */
    static final class Page {
        private final Semaphore contentMu = new Semaphore(1);
        private final ReentrantLock once = new ReentrantLock();
        private final CountDownLatch rendering = new CountDownLatch(1);

        void render() throws InterruptedException {
            contentMu.acquire();
            try {
                plain();
            } finally {
                contentMu.release();
            }
        }

        private void plain() throws InterruptedException {
            once.lock();
            try {
                rendering.countDown();
                contentMu.acquire();
                contentMu.release();
            } finally {
                once.unlock();
            }
        }

        void wordCount() throws InterruptedException {
            rendering.await();
            plain();
        }

        static void run(Leaks leaks) {
            Page page = new Page();
            Leaks.go(page::render).start();
            Leaks.go(page::wordCount).start();
            leaks.expect("Page.plain", "lock acquire", "Semaphore")
                    .started("Page.run")
                    .made("Page.<init>");
            leaks.expect("Page.plain", "lock lock", "ReentrantLock")
                    .started("Page.run")
                    .made("Page.<init>")
                    .heldBy("Page.plain");
        }
    }

    /**
     * istio 16224: the handler reports that it is done while it holds a lock, which the receiver needs before it
     * listens.
     */
    static final class Config {
        private final ReentrantLock lock = new ReentrantLock();
        private final BlockingQueue<Boolean> done = new SynchronousQueue<>();
        private final CountDownLatch handles = new CountDownLatch(1);

        void handle() throws InterruptedException {
            lock.lock();
            try {
                handles.countDown();
                done.put(true);
            } finally {
                lock.unlock();
            }
        }

        void create() throws InterruptedException {
            handles.await();
            lock.lock();
            lock.unlock();
            done.take();
        }

        static void run(Leaks leaks) {
            Config config = new Config();
            Leaks.go(config::handle).start();
            Leaks.go(config::create).start();
            leaks.expect("Config.handle", "sender put", "SynchronousQueue")
                    .started("Config.run")
                    .made("Config.<init>");
            leaks.expect("Config.create", "lock lock", "ReentrantLock")
                    .started("Config.run")
                    .made("Config.<init>")
                    .heldBy("Config.handle");
        }
    }

    /** istio 18454: a timer has fired and is stopped, and its tick is taken a second time. */
    static final class Strategy {
        private final BlockingQueue<Long> ticks = new ArrayBlockingQueue<>(1);

        void loop() throws InterruptedException {
            ticks.take();
            ticks.take();
        }

        static void run(Leaks leaks) {
            Strategy strategy = new Strategy();
            strategy.ticks.add(1L);
            Leaks.go(strategy::loop).start();
            leaks.expect("Strategy.loop", "receiver take", "ArrayBlockingQueue")
                    .started("Strategy.run")
                    .made("Strategy.<init>");
        }
    }

    /**
     * syncthing 4829: a method holds the write lock while it reports what it removes, and the report takes the read
     * lock.
     */
    static final class Mapping {
        private final StampedLock mut = new StampedLock();

        void clear() {
            long stamp = mut.writeLock();
            tell();
            mut.unlockWrite(stamp);
        }

        private void tell() {
            mut.unlockRead(mut.readLock());
        }

        static void run(Leaks leaks) {
            Mapping mapping = new Mapping();
            Leaks.go(mapping::clear).start();
            leaks.expect("Mapping.tell", "lock readLock", "StampedLock")
                    .started("Mapping.run")
                    .made("Mapping.<init>");
        }
    }

    /** moby 7559: the loop goes on after an error without releasing its lock. */
    static final class UdpProxy {
        private final Semaphore trackLock = new Semaphore(1);

        void copy() throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                trackLock.acquire();
            }
            trackLock.release();
        }

        static void run(Leaks leaks) {
            UdpProxy proxy = new UdpProxy();
            Leaks.go(proxy::copy).start();
            leaks.expect("UdpProxy.copy", "lock acquire", "Semaphore")
                    .started("UdpProxy.run")
                    .made("UdpProxy.<init>");
        }
    }

    /** moby 27782: the remover waits for a removal event, while the reader still sends it an earlier event. */
    static final class FileEvents {
        private final BlockingQueue<String> events = new SynchronousQueue<>();
        private final CountDownLatch removed = new CountDownLatch(1);

        void read() throws InterruptedException {
            for (String event : List.of("write", "remove")) {
                events.put(event);
            }
            removed.countDown();
        }

        void remove() throws InterruptedException {
            events.take();
            removed.await();
        }

        static void run(Leaks leaks) {
            FileEvents file = new FileEvents();
            Leaks.go(file::read).start();
            Leaks.go(file::remove).start();
            leaks.expect("FileEvents.read", "sender put", "SynchronousQueue")
                    .started("FileEvents.run")
                    .made("FileEvents.<init>");
            leaks.expect("FileEvents.remove", "waiter await", "CountDownLatch")
                    .started("FileEvents.run")
                    .made("FileEvents.<init>");
        }
    }

    /**
     * moby 21233: the reader of the progress left after the first message, and a release waits for all watchers to end.
     */
    static final class Transfers {
        private final BlockingQueue<String> progress = new SynchronousQueue<>();
        private final CountDownLatch watched = new CountDownLatch(3);

        void watch(String id) throws InterruptedException {
            progress.put(id);
            watched.countDown();
        }

        void consume() throws InterruptedException {
            progress.take();
        }

        void release() throws InterruptedException {
            watched.await();
        }

        static void run(Leaks leaks) {
            Transfers transfers = new Transfers();
            for (String id : List.of("id1", "id2", "id3")) {
                Leaks.go(() -> transfers.watch(id)).start();
            }
            Leaks.go(transfers::consume).start();
            Leaks.go(transfers::release).start();
            leaks.expect("Transfers.watch", "sender put", "SynchronousQueue")
                    .started("Transfers.run")
                    .made("Transfers.<init>")
                    .times(2);
            leaks.expect("Transfers.release", "waiter await", "CountDownLatch")
                    .started("Transfers.run")
                    .made("Transfers.<init>");
        }
    }
}
