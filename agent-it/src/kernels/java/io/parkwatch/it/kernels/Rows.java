// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** More leaks as in databases: heartbeats, leases, commands, flows, elections. */
@SuppressWarnings("LockNotBeforeTry") // The bugs are the point.
final class Rows {
    private Rows() {}

    static void start(Leaks leaks) throws Exception {
        Heartbeats.run(leaks);
        LeaseTable.run(leaks);
        Transport.run(leaks);
        Commands.run(leaks);
        RowChannel.run(leaks);
        PinBalancer.run(leaks);
        Election.run(leaks);
    }

    /**
     * cockroach 10214: sending heartbeats takes their lock and then a replica's. A tick takes them in the opposite
     * order.
     */
    static final class Heartbeats {
        private final ReentrantLock coalescedMu = new ReentrantLock();
        private final ReentrantLock raftMu = new ReentrantLock();
        private final CyclicBarrier both = new CyclicBarrier(2);

        void sendQueued() throws Exception {
            coalescedMu.lock();
            try {
                both.await();
                raftMu.lock();
                raftMu.unlock();
            } finally {
                coalescedMu.unlock();
            }
        }

        void tick() throws Exception {
            raftMu.lock();
            try {
                both.await();
                coalescedMu.lock();
                coalescedMu.unlock();
            } finally {
                raftMu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Heartbeats it = new Heartbeats();
            Leaks.go(it::sendQueued).start();
            Leaks.go(it::tick).start();
            leaks.circle("Heartbeats.sendQueued", "Heartbeats.tick", "ReentrantLock")
                    .forEach(leak -> leak.started("Heartbeats.run").made("Heartbeats.<init>"));
        }
    }

    /**
     * cockroach 7504: a look-up by name takes the cache's lock and then the lease's. A release takes them in the
     * opposite order.
     */
    static final class LeaseTable {
        private final ReentrantLock leaseMu = new ReentrantLock();
        private final ReentrantLock cacheMu = new ReentrantLock();
        private final CyclicBarrier both = new CyclicBarrier(2);

        void release() throws Exception {
            leaseMu.lock();
            try {
                both.await();
                cacheMu.lock();
                cacheMu.unlock();
            } finally {
                leaseMu.unlock();
            }
        }

        void acquireByName() throws Exception {
            cacheMu.lock();
            try {
                both.await();
                leaseMu.lock();
                leaseMu.unlock();
            } finally {
                cacheMu.unlock();
            }
        }

        static void run(Leaks leaks) {
            LeaseTable it = new LeaseTable();
            Leaks.go(it::release).start();
            Leaks.go(it::acquireByName).start();
            leaks.circle("LeaseTable.release", "LeaseTable.acquireByName", "ReentrantLock")
                    .forEach(leak -> leak.started("LeaseTable.run").made("LeaseTable.<init>"));
        }
    }

    /** cockroach 1462: the stopper waits for its workers, one of which sends to another that has stopped. */
    static final class Transport {
        private final BlockingQueue<Integer> events = new SynchronousQueue<>();
        private final CountDownLatch workers = new CountDownLatch(2);

        void intercept() throws InterruptedException {
            for (int i = 0; i < 2; i++) {
                events.put(i);
            }
            workers.countDown();
        }

        void process() throws InterruptedException {
            events.take();
            workers.countDown();
        }

        void stop() throws InterruptedException {
            workers.await();
        }

        static void run(Leaks leaks) {
            Transport transport = new Transport();
            Leaks.go(transport::intercept).start();
            Leaks.go(transport::process).start();
            Leaks.go(transport::stop).start();
            leaks.expect("Transport.intercept", "sender put", "SynchronousQueue")
                    .started("Transport.run")
                    .made("Transport.<init>");
            leaks.expect("Transport.stop", "waiter await", "CountDownLatch")
                    .started("Transport.run")
                    .made("Transport.<init>");
        }
    }

    /**
     * cockroach 10790: the context has ended, so a thread drains channels whose sender no longer sends, since it saw
     * the end, too.
     */
    static final class Commands {
        private final List<BlockingQueue<Boolean>> chans = List.of(new SynchronousQueue<>(), new SynchronousQueue<>());

        void drain() throws InterruptedException {
            for (BlockingQueue<Boolean> chan : chans) {
                chan.take();
            }
        }

        static void run(Leaks leaks) {
            Commands commands = new Commands();
            Leaks.go(commands::drain).start();
            leaks.expect("Commands.drain", "receiver take", "SynchronousQueue")
                    .started("Commands.run")
                    .made("Commands.<init>");
        }
    }

    /**
     * cockroach 35073, 35931: rows are pushed into a full channel whose consumer was never started or was cancelled.
     */
    static final class RowChannel {
        private final BlockingQueue<Integer> data = new ArrayBlockingQueue<>(4);

        void push() throws InterruptedException {
            data.put(1);
        }

        static void run(Leaks leaks) throws InterruptedException {
            RowChannel rows = new RowChannel();
            for (int i = 0; i < 4; i++) {
                rows.push();
            }
            for (int i = 0; i < 2; i++) {
                Leaks.go(rows::push).start();
            }
            leaks.expect("RowChannel.push", "sender put", "ArrayBlockingQueue")
                    .started("RowChannel.run")
                    .made("RowChannel.<init>")
                    .times(2);
        }
    }

    /**
     * etcd 7443: a pinned address is sent, under the lock, into a channel that its watcher has left. Closing needs the
     * lock.
     */
    static final class PinBalancer {
        private final ReentrantReadWriteLock mu = new ReentrantReadWriteLock();
        private final BlockingQueue<Integer> notes = new ArrayBlockingQueue<>(1);
        private final CountDownLatch up = new CountDownLatch(1);

        void up() throws InterruptedException {
            mu.writeLock().lock();
            try {
                up.countDown();
                notes.put(2);
            } finally {
                mu.writeLock().unlock();
            }
        }

        void close() throws InterruptedException {
            up.await();
            mu.writeLock().lock();
            mu.writeLock().unlock();
        }

        static void run(Leaks leaks) {
            PinBalancer balancer = new PinBalancer();
            balancer.notes.add(1);
            Leaks.go(balancer::up).start();
            Leaks.go(balancer::close).start();
            leaks.expect("PinBalancer.up", "sender put", "ArrayBlockingQueue")
                    .started("PinBalancer.run")
                    .made("PinBalancer.<init>");
            leaks.expect("PinBalancer.close", "lock lock", "ReentrantReadWriteLock")
                    .started("PinBalancer.run")
                    .made("PinBalancer.<init>")
                    .heldBy("PinBalancer.up");
        }
    }

    /**
     * etcd 7902: a follower holds the lock while it waits for the next round. The leader needs the lock to begin that
     * round, and the caller waits for both.
     */
    static final class Election {
        private final ReentrantLock mu = new ReentrantLock();
        private final CountDownLatch next = new CountDownLatch(1);
        private final CountDownLatch follows = new CountDownLatch(1);
        private final CountDownLatch rounds = new CountDownLatch(2);

        void follow() throws InterruptedException {
            mu.lock();
            try {
                follows.countDown();
                next.await();
            } finally {
                mu.unlock();
            }
            rounds.countDown();
        }

        void lead() throws InterruptedException {
            follows.await();
            mu.lock();
            try {
                next.countDown();
            } finally {
                mu.unlock();
            }
            rounds.countDown();
        }

        void all() throws InterruptedException {
            rounds.await();
        }

        static void run(Leaks leaks) {
            Election election = new Election();
            Leaks.go(election::follow).start();
            Leaks.go(election::lead).start();
            Leaks.go(election::all).start();
            leaks.expect("Election.follow", "waiter await", "CountDownLatch")
                    .started("Election.run")
                    .made("Election.<init>");
            leaks.expect("Election.lead", "lock lock", "ReentrantLock")
                    .started("Election.run")
                    .made("Election.<init>")
                    .heldBy("Election.follow");
            leaks.expect("Election.all", "waiter await", "CountDownLatch")
                    .started("Election.run")
                    .made("Election.<init>");
        }
    }
}
