// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Leaks as in an RPC library: dialling, streams, keep-alives, timers. */
@SuppressWarnings("LockNotBeforeTry") // The bugs are the point.
final class Rpc {
    private Rpc() {}

    static void start(Leaks leaks) throws Exception {
        Unary.run(leaks);
        Server.run(leaks);
        Connection.run(leaks);
        Dialer.run(leaks);
        Keepalive.run(leaks);
        ConnCache.run(leaks);
    }

    /** 660: each call answers into its own channel, and a stop returns between the call and the answer. */
    static final class Unary {
        private final CountDownLatch stop = new CountDownLatch(1);

        void loop() throws InterruptedException {
            while (true) {
                BlockingQueue<Boolean> done = new SynchronousQueue<>();
                Leaks.go(() -> call(done)).start();
                if (stop.getCount() == 0) {
                    return;
                }
                done.take();
            }
        }

        private static void call(BlockingQueue<Boolean> done) throws InterruptedException {
            done.put(true);
        }

        static void run(Leaks leaks) throws InterruptedException {
            Unary unary = new Unary();
            unary.stop.countDown();
            unary.loop();
            leaks.expect("Unary.call", "sender put", "SynchronousQueue")
                    .started("Unary.loop")
                    .made("Unary.loop");
        }
    }

    /** 795: a graceful stop keeps the lock, which a second stop and the server need. */
    static final class Server {
        private final Semaphore mu = new Semaphore(1);
        private boolean drains;

        void gracefulStop() throws InterruptedException {
            mu.acquire();
            if (drains) {
                mu.release();
                return;
            }
            drains = true;
        }

        void serve() {
            mu.acquireUninterruptibly();
            mu.release();
        }

        static void run(Leaks leaks) throws InterruptedException {
            Server server = new Server();
            server.gracefulStop();
            Leaks.go(server::gracefulStop).start();
            Leaks.go(server::serve).start();
            leaks.expect("Server.gracefulStop", "lock acquire", "Semaphore")
                    .started("Server.run")
                    .made("Server.<init>");
            leaks.expect("Server.serve", "lock acquireUninterruptibly", "Semaphore")
                    .started("Server.run")
                    .made("Server.<init>");
        }
    }

    /**
     * 862: a connection retries until its context ends. The dial failed, so nothing ends the context. A select over two
     * futures.
     */
    static final class Connection {
        private final CompletableFuture<String> done = new CompletableFuture<>();
        private final CompletableFuture<String> ready = new CompletableFuture<>();

        void resetTransport() {
            CompletableFuture.anyOf(ready, done).join();
        }

        static void run(Leaks leaks) {
            Connection connection = new Connection();
            Leaks.go(connection::resetTransport).start();
            leaks.expect("Connection.resetTransport", "waiter join", "CompletableFuture")
                    .started("Connection.run")
                    .made("*");
        }
    }

    /** 1424: the watcher returns when its addresses are closed, and does not report that it is done. */
    static final class Dialer {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile boolean closed;

        void watch() {
            if (!closed) {
                done.countDown();
            }
        }

        void dial() throws InterruptedException {
            done.await();
        }

        static void run(Leaks leaks) {
            Dialer dialer = new Dialer();
            dialer.closed = true;
            Leaks.go(dialer::watch).start();
            Leaks.go(dialer::dial).start();
            leaks.expect("Dialer.dial", "waiter await", "CountDownLatch")
                    .started("Dialer.run")
                    .made("Dialer.<init>");
        }
    }

    /** 1460: a thread waits to be woken while it holds the lock that the waking thread needs. */
    static final class Keepalive {
        private final ReentrantLock mu = new ReentrantLock();
        private final BlockingQueue<String> awake = new SynchronousQueue<>();
        private final CountDownLatch asleep = new CountDownLatch(1);
        private int streams;

        void sleep() throws InterruptedException {
            mu.lock();
            try {
                asleep.countDown();
                awake.take();
            } finally {
                mu.unlock();
            }
        }

        void newStream() throws InterruptedException {
            asleep.await();
            mu.lock();
            try {
                streams++;
                if (streams == 1) {
                    awake.put("stream");
                }
            } finally {
                mu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Keepalive keepalive = new Keepalive();
            Leaks.go(keepalive::sleep).start();
            Leaks.go(keepalive::newStream).start();
            leaks.expect("Keepalive.sleep", "receiver take", "SynchronousQueue")
                    .started("Keepalive.run")
                    .made("Keepalive.<init>");
            leaks.expect("Keepalive.newStream", "lock lock", "ReentrantLock")
                    .started("Keepalive.run")
                    .made("Keepalive.<init>")
                    .heldBy("Keepalive.sleep");
        }
    }

    /** 3017: a timer finds that the deletion was cancelled, and returns without releasing the lock. */
    static final class ConnCache {
        private final ReentrantLock mu = new ReentrantLock();
        private volatile boolean calledOff;

        void expire() {
            mu.lock();
            if (calledOff) {
                return;
            }
            mu.unlock();
        }

        void remove() {
            mu.lock();
            mu.unlock();
        }

        static void run(Leaks leaks) throws InterruptedException {
            ConnCache cache = new ConnCache();
            cache.calledOff = true;
            Thread timer = Leaks.go(cache::expire);
            timer.start();
            timer.join();
            Leaks.go(cache::remove).start();
            leaks.expect("ConnCache.remove", "lock lock", "ReentrantLock")
                    .started("ConnCache.run")
                    .made("ConnCache.<init>")
                    .orphaned();
        }
    }
}
