// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Leaks as in a distributed database: stoppers, gossip, ranges, rows. */
@SuppressWarnings({"LockNotBeforeTry", "VoidUsed", "ThreadPriorityCheck", "FutureReturnValueIgnored"
}) // The bugs are the point.
final class Cockroach {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(Spawn.factory());

    private Cockroach() {}

    static void start(Leaks leaks) throws Exception {
        Gossip.run(leaks);
        Stopper.run(leaks);
        Store.run(leaks);
        Replica.run(leaks);
        Rows.run(leaks);
        TxnCoord.run(leaks);
        Backup.run(leaks);
        Compaction.run(leaks);
        Range.run(leaks);
        Import.run(leaks);
        DistSql.run(leaks);
        Scanner.run(leaks);
        Leases.run(leaks);
        Joins.run(leaks);
        Barrier.run(leaks);
    }

    /** 584: a {@code break} leaves the loop while the lock is held. */
    static final class Gossip {
        private final Mutex mu = new Mutex("gossip");
        private boolean closed;

        /** Makes {@link Mutex} a subclass of a subclass of the lock. */
        static class Named extends ReentrantLock {
            private static final long serialVersionUID = 1;
            final transient String name;

            Named(String name) {
                this.name = name;
            }
        }

        static final class Mutex extends Named {
            private static final long serialVersionUID = 1;

            Mutex(String name) {
                super(name);
            }
        }

        void bootstrap() {
            while (true) {
                mu.lock();
                if (closed) {
                    break;
                }
                mu.unlock();
            }
        }

        void manage() {
            mu.lock();
            mu.unlock();
        }

        static void run(Leaks leaks) throws InterruptedException {
            Gossip gossip = new Gossip();
            gossip.closed = true;
            Thread first = Leaks.go(gossip::bootstrap);
            first.start();
            first.join();
            Leaks.go(gossip::manage).start();
            leaks.expect("Gossip.manage", "lock lock", "Cockroach$Gossip$Mutex")
                    .started("Gossip.run")
                    .made("Gossip.<init>")
                    .orphaned();
        }
    }

    /** 1055: the stopper holds its lock while it drains, and the tasks that it waits for need that lock to end. */
    static final class Stopper {
        private final ReentrantLock mu = new ReentrantLock();
        private final CountDownLatch drained = new CountDownLatch(2);

        void quiesce() throws InterruptedException {
            mu.lock();
            try {
                drained.await();
            } finally {
                mu.unlock();
            }
        }

        void endTask() throws InterruptedException {
            Thread.sleep(50);
            mu.lock();
            try {
                drained.countDown();
            } finally {
                mu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Stopper stopper = new Stopper();
            Leaks.go(stopper::quiesce).start();
            Leaks.go(stopper::endTask).start();
            Leaks.go(stopper::endTask).start();
            leaks.expect("Stopper.quiesce", "waiter await", "CountDownLatch")
                    .started("Stopper.run")
                    .made("Stopper.<init>");
            leaks.expect("Stopper.endTask", "lock lock", "ReentrantLock")
                    .started("Stopper.run")
                    .made("Stopper.<init>")
                    .times(2)
                    .heldBy("Stopper.quiesce");
        }
    }

    /** 2448: two loops send to each other, so neither receives. */
    static final class Store {
        private final BlockingQueue<String> events;
        private final BlockingQueue<String> callbacks;

        Store(BlockingQueue<String> events, BlockingQueue<String> callbacks) {
            this.events = events;
            this.callbacks = callbacks;
        }

        static Store create() {
            return new Store(new SynchronousQueue<>(), new SynchronousQueue<>());
        }

        void raftLoop() throws InterruptedException {
            events.put("membership");
            callbacks.take();
        }

        void processLoop() throws InterruptedException {
            callbacks.put("callback");
            events.take();
        }

        static void run(Leaks leaks) {
            Store store = create();
            POOL.execute(((Job) store::raftLoop).body());
            POOL.execute(((Job) store::processLoop).body());
            leaks.expect("Store.raftLoop", "sender put", "SynchronousQueue")
                    .started("Store.run")
                    .made("Store.create");
            leaks.expect("Store.processLoop", "sender put", "SynchronousQueue")
                    .started("Store.run")
                    .made("Store.create");
        }
    }

    /**
     * 3710, 16167: a fair lock is read twice, and a writer comes in between. The second read runs on another thread, so
     * it is not re-entrant.
     */
    static final class Replica {
        private final ReentrantReadWriteLock mu = new ReentrantReadWriteLock(true);
        private final ExecutorService others = Executors.newSingleThreadExecutor(Spawn.factory());

        String describe() throws Exception {
            mu.readLock().lock();
            try {
                Thread.sleep(100);
                Callable<String> inner = this::lease;
                return others.submit(inner).get();
            } finally {
                mu.readLock().unlock();
            }
        }

        String lease() throws InterruptedException {
            mu.readLock().lockInterruptibly();
            try {
                return "lease";
            } finally {
                mu.readLock().unlock();
            }
        }

        void update() throws InterruptedException {
            Thread.sleep(30);
            mu.writeLock().lock();
            mu.writeLock().unlock();
        }

        static void run(Leaks leaks) {
            Replica replica = new Replica();
            Leaks.go(() -> replica.describe()).start();
            Leaks.go(replica::update).start();
            leaks.expect("Replica.describe", "waiter get", "FutureTask")
                    .started("Replica.run")
                    .made("*")
                    .heldBy("Replica.lease");
            leaks.expect("Replica.lease", "lock lockInterruptibly", "ReentrantReadWriteLock")
                    .started("Replica.describe")
                    .made("Replica.<init>")
                    .heldBy("Replica.update");
            leaks.expect("Replica.update", "lock lock", "ReentrantReadWriteLock")
                    .started("Replica.run")
                    .made("Replica.<init>")
                    .heldBy("Replica.describe");
        }
    }

    /** 13197, 13755: rows wait for the end of their context. The caller forgot {@code Close}, so nothing cancels it. */
    static final class Rows {
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        void awaitDone() {
            done.thenApply(v -> v).toCompletableFuture().join();
        }

        static Rows query() {
            Rows rows = new Rows();
            Leaks.go(rows::awaitDone).start();
            return rows;
        }

        static void run(Leaks leaks) {
            for (int i = 0; i < 20; i++) {
                Rows unused = query();
            }
            leaks.expect("Rows.awaitDone", "waiter join", "CompletableFuture")
                    .started("Rows.query")
                    .made("*")
                    .times(20);
        }
    }

    /** A wait whose time-out has passed. It must take its lock again, and the thread that holds the lock is stuck. */
    static final class TxnCoord {
        private final Lock mu = new ReentrantLock();
        private final Condition heartbeat = mu.newCondition();
        private final BlockingQueue<String> aborted = new SynchronousQueue<>();

        void heartbeatLoop() throws InterruptedException {
            mu.lock();
            try {
                while (!heartbeat.await(100, TimeUnit.MILLISECONDS)) {
                    Thread.yield();
                }
            } finally {
                mu.unlock();
            }
        }

        void abort() throws InterruptedException {
            Thread.sleep(30);
            mu.lock();
            try {
                aborted.put("abort");
            } finally {
                mu.unlock();
            }
        }

        static void run(Leaks leaks) {
            TxnCoord coord = new TxnCoord();
            Leaks.go(coord::heartbeatLoop).start();
            Leaks.go(coord::abort).start();
            leaks.expect("TxnCoord.heartbeatLoop", "lock await", "ReentrantLock")
                    .started("TxnCoord.run")
                    .made("TxnCoord.<init>")
                    .heldBy("TxnCoord.abort");
            leaks.expect("TxnCoord.abort", "sender put", "SynchronousQueue")
                    .started("TxnCoord.run")
                    .made("TxnCoord.<init>");
        }
    }

    /**
     * 18101, 24808: the reader returns at the first error, while the readers of splits go on sending. They run on a
     * fork-join pool.
     */
    static final class Backup {
        private static final ForkJoinPool READERS = new ForkJoinPool(4);

        private Backup() {}

        static void run(Leaks leaks) {
            BlockingQueue<Integer> splits = new ArrayBlockingQueue<>(1);
            for (int i = 0; i < 3; i++) {
                int split = i;
                CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> send(splits, split), READERS);
            }
            leaks.expect("Backup.send", "sender put", "ArrayBlockingQueue")
                    .started("*")
                    .made("Backup.run")
                    .times(2);
        }

        private static void send(BlockingQueue<Integer> splits, int split) {
            try {
                Thread.sleep(100); // Gives each task its own worker.
                splits.put(split);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** 24808: the compactor is signalled before it is started. Its one slot is full when the starter sends again. */
    static final class Compaction {
        private final Signals signals = new Signals();

        /** A queue class of the program with its own method names. */
        static final class Signals extends ArrayBlockingQueue<Boolean> {
            private static final long serialVersionUID = 1;

            Signals() {
                super(1);
            }

            void raise() throws InterruptedException {
                put(true);
            }
        }

        void suggest() throws InterruptedException {
            signals.raise();
            signals.raise();
        }

        static void run(Leaks leaks) {
            Compaction compaction = new Compaction();
            Leaks.go(compaction::suggest).start();
            leaks.expect("Compaction.suggest", "sender put", "Cockroach$Compaction$Signals")
                    .started("Compaction.run")
                    .made("Compaction.<init>");
        }
    }

    /** Commands in a delay queue that are not due for hours. */
    static final class Range {
        private Range() {}

        private record Command(long at) implements Delayed {
            @Override
            public long getDelay(TimeUnit unit) {
                return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
            }

            @Override
            public int compareTo(Delayed other) {
                return Long.compare(at, ((Command) other).at());
            }
        }

        static void run(Leaks leaks) {
            DelayQueue<Command> commands = new DelayQueue<>();
            commands.add(new Command(System.nanoTime() + TimeUnit.HOURS.toNanos(2)));
            for (int i = 0; i < 3; i++) {
                Leaks.go(() -> commands.take()).start();
            }
            leaks.expect("Range.run", "receiver take", "DelayQueue").times(3);
        }
    }

    /** Awaits two results one by one, but only one task was submitted: the other sender failed. */
    static final class Import {
        private Import() {}

        static void run(Leaks leaks) {
            CompletionService<String> files = new ExecutorCompletionService<>(POOL);
            Leaks.go(() -> {
                        Future<String> unused = files.submit(() -> "csv");
                        for (int i = 0; i < 2; i++) {
                            files.take();
                        }
                    })
                    .start();
            leaks.expect("Import.run", "receiver take", "LinkedBlockingQueue");
        }
    }

    /** 25456: waits for the first of several answers, and none comes. */
    static final class DistSql {
        private DistSql() {}

        static String firstOf(int nodes) throws Exception {
            List<Callable<String>> asked = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                asked.add(() -> {
                    new CountDownLatch(1).await();
                    return "row";
                });
            }
            return POOL.invokeAny(asked);
        }

        static void run(Leaks leaks) {
            Leaks.go(() -> firstOf(2)).start();
            leaks.expect("DistSql.firstOf", "waiter invokeAny", "AbstractExecutorService")
                    .started("DistSql.run")
                    .made("*");
            leaks.expect("DistSql.firstOf", "waiter await", "CountDownLatch")
                    .started("*") // A worker of the pool, started by whichever task came first.
                    .made("DistSql.firstOf")
                    .times(2);
        }
    }

    /** Waits up to a day for all answers, and one never comes. */
    static final class Scanner {
        private Scanner() {}

        static void run(Leaks leaks) {
            BlockingQueue<String> rows = new LinkedBlockingQueue<>();
            Callable<String> fast = () -> "row";
            Callable<String> slow = rows::take;
            Leaks.go(() -> POOL.invokeAll(List.of(fast, slow), 1, TimeUnit.DAYS))
                    .start();
            leaks.expect("Scanner.run", "waiter invokeAll", "AbstractExecutorService")
                    .made("*")
                    .heldBy("+");
            // With a method reference, the only frame of the program is that of the pool's thread factory.
            leaks.expect("*", "receiver take", "LinkedBlockingQueue")
                    .started("*")
                    .made("Scanner.run");
        }
    }

    /** 6181, 9935: only one of two error paths unlocks. The lock is created in a static initializer. */
    static final class Leases {
        private static final ReentrantLock TABLE = new ReentrantLock(true);

        private Leases() {}

        static boolean renew(boolean expired) {
            TABLE.lock();
            if (expired) {
                return false;
            }
            TABLE.unlock();
            return true;
        }

        static void run(Leaks leaks) throws InterruptedException {
            Thread holder = Leaks.go(() -> renew(true));
            holder.start();
            holder.join();
            for (int i = 0; i < 3; i++) {
                Leaks.go(() -> TABLE.tryLock(5, TimeUnit.HOURS)).start();
            }
            leaks.expect("Leases.run", "lock tryLock", "ReentrantLock")
                    .made("Leases.<clinit>")
                    .times(3)
                    .heldBy("ended");
        }
    }

    /** A fork-join task waits for its half, which waits on a latch. */
    static final class Joins {
        private Joins() {}

        static final class Half extends RecursiveTask<Integer> {
            private static final long serialVersionUID = 1;
            private final int depth;
            private final transient CountDownLatch latch;

            Half(int depth, CountDownLatch latch) {
                this.depth = depth;
                this.latch = latch;
            }

            @Override
            protected Integer compute() {
                if (depth == 0) {
                    return blocked();
                }
                Half half = new Half(depth - 1, latch);
                half.fork();
                try {
                    Thread.sleep(100); // Meanwhile another worker takes it.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return half.join();
            }

            private int blocked() {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 1;
            }
        }

        static void run(Leaks leaks) {
            CountDownLatch latch = new CountDownLatch(1);
            ForkJoinPool pool = new ForkJoinPool(4);
            Leaks.go(() -> pool.invoke(new Half(1, latch))).start();
            leaks.expect("Joins.run", "waiter invoke", "ForkJoinPool").made("*");
            leaks.expect("Half.compute", "waiter join", "ForkJoinTask")
                    .started("*")
                    .made("*");
            leaks.expect("Half.blocked", "waiter await", "CountDownLatch")
                    .started("*")
                    .made("Joins.run");
        }
    }

    /** The thread that closes the pool waits for a task, which waits for the close. */
    static final class Barrier {
        private Barrier() {}

        static void run(Leaks leaks) {
            ExecutorService pool = Executors.newFixedThreadPool(1, Spawn.factory());
            CountDownLatch closed = new CountDownLatch(1);
            Leaks.go(() -> {
                        pool.execute(((Job) closed::await).body());
                        pool.shutdown();
                        if (pool.awaitTermination(1, TimeUnit.DAYS)) {
                            closed.countDown();
                        }
                    })
                    .start();
            leaks.expect("Barrier.run", "waiter awaitTermination", "ThreadPoolExecutor")
                    .made("*")
                    .heldBy("Job.body");
            leaks.expect("Job.body", "waiter await", "CountDownLatch")
                    .started("Barrier.run")
                    .made("Barrier.run");
        }
    }
}
