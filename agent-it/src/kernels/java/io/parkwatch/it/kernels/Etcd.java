// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Leaks as in a replicated store: raft nodes, leases, watches, tokens. */
@SuppressWarnings({"LockNotBeforeTry", "UnusedVariable"}) // The bugs are the point.
final class Etcd {
    private Etcd() {}

    static void start(Leaks leaks) throws Exception {
        Client.run(leaks);
        Node.run(leaks);
        Broadcasts.run(leaks);
        TokenKeeper.run(leaks);
        Lessor.run(leaks);
        Rounds.run(leaks);
        Compactor.run(leaks);
        Snapshots.run(leaks);
        Applier.run(leaks);
        Proposals.run(leaks);
        Intercepted.run(leaks);
        Alarms.run(leaks);
        Waits.run(leaks);
        Pipeline.run(leaks);
    }

    /** 5509, 6708: the error path leaves the lock held. */
    static final class Client {
        private final ReentrantReadWriteLock mu = new ReentrantReadWriteLock();

        void acquire(boolean cancelled) {
            mu.readLock().lock();
            if (cancelled) {
                return; // The unlock is forgotten here.
            }
            mu.readLock().unlock();
        }

        void close() {
            mu.writeLock().lock();
            mu.writeLock().unlock();
        }

        static void run(Leaks leaks) throws Exception {
            Client client = new Client();
            Leaks.go(() -> client.acquire(true)).start();
            Thread.sleep(20);
            Leaks.go(client::close).start();
            leaks.expect("Client.close", "lock lock", "ReentrantReadWriteLock")
                    .started("Client.run")
                    .made("Client.<init>")
                    .orphaned();
        }
    }

    /** 6857: a caller asks for the status after the node's loop has stopped. */
    static final class Node {
        private final BlockingQueue<BlockingQueue<String>> status = new SynchronousQueue<>();
        private volatile boolean stopped;

        void loop() throws InterruptedException {
            while (!stopped) {
                BlockingQueue<String> asked = status.poll(5, TimeUnit.MILLISECONDS);
                if (asked != null) {
                    asked.put("leader");
                }
            }
        }

        String status() throws InterruptedException {
            BlockingQueue<String> answer = new ArrayBlockingQueue<>(1);
            status.put(answer);
            return answer.take();
        }

        static void run(Leaks leaks) throws Exception {
            Node node = new Node();
            Thread loop = Leaks.go(node::loop);
            loop.start();
            node.stopped = true;
            loop.join();
            Leaks.go(() -> node.status()).start();
            leaks.expect("Node.status", "sender put", "SynchronousQueue")
                    .started("Node.run")
                    .made("Node.<init>");
        }
    }

    /** 6873: the broadcaster holds its lock while it sends an update to the loop, which needs the lock. */
    static final class Broadcasts {
        private final ReentrantLock mu = new ReentrantLock();
        private final BlockingQueue<String> updates = new ArrayBlockingQueue<>(1);

        void coalesce() throws InterruptedException {
            while (true) {
                mu.lock();
                try {
                    updates.put("watch");
                } finally {
                    mu.unlock();
                }
            }
        }

        void loop() throws InterruptedException {
            Thread.sleep(50);
            while (true) {
                mu.lock();
                try {
                    updates.take();
                } finally {
                    mu.unlock();
                }
            }
        }

        static void run(Leaks leaks) {
            Broadcasts broadcasts = new Broadcasts();
            Leaks.go(broadcasts::coalesce).start();
            Leaks.go(broadcasts::loop).start();
            leaks.expect("Broadcasts.coalesce", "sender put", "ArrayBlockingQueue")
                    .started("Broadcasts.run")
                    .made("Broadcasts.<init>");
            leaks.expect("Broadcasts.loop", "lock lock", "ReentrantLock")
                    .started("Broadcasts.run")
                    .made("Broadcasts.<init>")
                    .heldBy("Broadcasts.coalesce");
        }
    }

    /**
     * 7492: the keeper needs the lock to delete a token, and other threads hold it while they send tokens to the
     * keeper.
     */
    static final class TokenKeeper {
        private final ReentrantLock tokensMu = new ReentrantLock();
        private final BlockingQueue<String> added = new SynchronousQueue<>();
        private final Map<String, Long> tokens = new HashMap<>();

        void assign(String user) throws InterruptedException {
            tokensMu.lockInterruptibly();
            try {
                added.put(user);
            } finally {
                tokensMu.unlock();
            }
        }

        void keep() throws InterruptedException {
            while (true) {
                String user = added.poll(10, TimeUnit.MILLISECONDS);
                if (user == null) {
                    delete();
                } else {
                    tokens.put(user, System.nanoTime());
                    Thread.sleep(30);
                    delete();
                }
            }
        }

        private void delete() {
            tokensMu.lock();
            try {
                tokens.values().removeIf(age -> age < System.nanoTime());
            } finally {
                tokensMu.unlock();
            }
        }

        static void run(Leaks leaks) {
            TokenKeeper keeper = new TokenKeeper();
            Leaks.go(keeper::keep).start();
            for (int i = 0; i < 2; i++) {
                Leaks.go(() -> {
                            while (true) {
                                keeper.assign("root");
                            }
                        })
                        .start();
            }
            // The owner of the lock sends. The keeper and the other sender wait for the lock.
            leaks.expect("TokenKeeper.assign", "sender put", "SynchronousQueue")
                    .started("TokenKeeper.run")
                    .made("TokenKeeper.<init>");
            leaks.expect("TokenKeeper.assign", "lock lockInterruptibly", "ReentrantLock")
                    .started("TokenKeeper.run")
                    .made("TokenKeeper.<init>")
                    .heldBy("TokenKeeper.assign");
            leaks.expect("TokenKeeper.delete", "lock lock", "ReentrantLock")
                    .started("TokenKeeper.run")
                    .made("TokenKeeper.<init>")
                    .heldBy("TokenKeeper.assign");
        }
    }

    /** 10492: a scheduled checkpoint calls the lessor, which takes a lock that the checkpoint already holds. */
    static final class Lessor {
        private final java.util.concurrent.Semaphore mu = new java.util.concurrent.Semaphore(1, true);

        void checkpoint() throws InterruptedException {
            mu.acquire();
            try {
                renew();
            } finally {
                mu.release();
            }
        }

        void renew() throws InterruptedException {
            if (mu.tryAcquire(3, TimeUnit.HOURS)) {
                mu.release();
            }
        }

        static void run(Leaks leaks) {
            Lessor lessor = new Lessor();
            ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1, Spawn.factory());
            Future<?> unused =
                    scheduler.scheduleWithFixedDelay(((Job) lessor::checkpoint).body(), 1, 1, TimeUnit.MILLISECONDS);
            leaks.expect("Lessor.renew", "lock tryAcquire", "Semaphore")
                    .started("Lessor.run")
                    .made("Lessor.<init>");
        }
    }

    /** The leader transfers a round to a follower that has left. */
    static final class Rounds {
        private TransferQueue<Integer> next = new LinkedTransferQueue<>();

        void lead() throws InterruptedException {
            next.transfer(1);
            next = new LinkedTransferQueue<>();
        }

        static void run(Leaks leaks) {
            Rounds rounds = new Rounds();
            Leaks.go(rounds::lead).start();
            leaks.expect("Rounds.lead", "sender transfer", "LinkedTransferQueue")
                    .started("Rounds.run")
                    .made("Rounds.<init>");
        }
    }

    /** A worker takes from an ordered queue until a close that never comes. */
    static final class Compactor {
        private Compactor() {}

        static void run(Leaks leaks) {
            BlockingQueue<Integer> revisions = new PriorityBlockingQueue<>();
            for (int i = 0; i < 10; i++) {
                revisions.add(i);
            }
            new Thread("compactor") {
                {
                    setDaemon(true);
                }

                @Override
                public void run() {
                    try {
                        while (true) {
                            revisions.take();
                        }
                    } catch (InterruptedException e) {
                        interrupt();
                    }
                }
            }.start();
            leaks.expect("Compactor$1.run", "receiver take", "PriorityBlockingQueue")
                    .started("Compactor.run")
                    .made("Compactor.run");
        }
    }

    /** Two threads exchange buffers, and one of them has stopped. */
    static final class Snapshots {
        private final Exchanger<byte[]> buffers = new Exchanger<>();

        void write() throws InterruptedException {
            byte[] full = new byte[16];
            while (true) {
                full = buffers.exchange(full);
            }
        }

        static void run(Leaks leaks) {
            Snapshots snapshots = new Snapshots();
            Leaks.go(snapshots::write).start();
            leaks.expect("Snapshots.write", "sender exchange", "Exchanger")
                    .started("Snapshots.run")
                    .made("Snapshots.<init>");
        }
    }

    /** A timer's task sends. The first run blocks the timer permanently. */
    static final class Applier {
        private final BlockingQueue<Long> applied = new LinkedBlockingQueue<>(1);

        static void run(Leaks leaks) {
            Applier applier = new Applier();
            Timer timer = new Timer("applier", true);
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            try {
                                applier.applied.put(System.nanoTime());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    },
                    1,
                    1);
            leaks.expect("Applier$1.run", "sender put", "LinkedBlockingQueue")
                    .started("Applier.run")
                    .made("Applier.<init>");
        }
    }

    /** A task of a single-threaded executor waits for another task of the same executor. */
    static final class Proposals {
        private final ExecutorService raft = Executors.newSingleThreadExecutor(Spawn.factory());

        String propose() throws Exception {
            Future<String> committed = raft.submit(() -> "committed");
            return committed.get();
        }

        static void run(Leaks leaks) {
            Proposals proposals = new Proposals();
            Future<String> unused = proposals.raft.submit(proposals::propose);
            leaks.expect("Proposals.propose", "waiter get", "FutureTask")
                    .started("Proposals.run")
                    .made("*")
                    .heldBy("Proposals.propose")
                    .deadlocked();
        }
    }

    /** A call passes through a proxy and reflection, then takes from a queue that nothing fills. */
    static final class Intercepted {
        interface Kv {
            String range(String key) throws Exception;
        }

        public static final class Server implements Kv {
            private final BlockingQueue<String> responses = new LinkedBlockingQueue<>();

            @Override
            public String range(String key) throws Exception {
                return responses.poll(1, TimeUnit.DAYS);
            }
        }

        static Kv traced(Kv kv) {
            return (Kv) Proxy.newProxyInstance(
                    Kv.class.getClassLoader(),
                    new Class<?>[] {Kv.class},
                    (proxy, method, args) -> call(kv, method, args));
        }

        private static Object call(Kv kv, Method method, Object... args) throws Throwable {
            try {
                return method.invoke(kv, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        static void run(Leaks leaks) {
            Kv kv = traced(traced(new Server()));
            Leaks.go(() -> kv.range("key")).start();
            leaks.expect("Server.range", "receiver poll", "LinkedBlockingQueue")
                    .started("Intercepted.run")
                    .made("Server.<init>");
        }
    }

    /** The loop swallows an interrupt and takes again. */
    static final class Alarms {
        private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();
        private volatile String last = "";

        @SuppressWarnings("CatchAndPrintStackTrace")
        void handle() {
            while (true) {
                try {
                    last = alarms.take();
                } catch (InterruptedException e) {
                    last = e.toString();
                }
            }
        }

        static void run(Leaks leaks) throws InterruptedException {
            Alarms alarms = new Alarms();
            Thread handler = Leaks.go(alarms::handle);
            handler.start();
            for (int i = 0; i < 3; i++) {
                Thread.sleep(10);
                handler.interrupt();
            }
            leaks.expect("Alarms.handle", "receiver take", "LinkedBlockingQueue")
                    .started("Alarms.run")
                    .made("Alarms.<init>");
        }
    }

    /** A map of one-shot queues by id, whose triggers were lost. */
    static final class Waits {
        private final Map<Long, BlockingQueue<String>> byId = new HashMap<>();

        BlockingQueue<String> register(long id) {
            return byId.computeIfAbsent(id, i -> new ArrayBlockingQueue<>(1));
        }

        static void run(Leaks leaks) {
            Waits waits = new Waits();
            for (long id = 0; id < 4; id++) {
                BlockingQueue<String> answer = waits.register(id);
                Leaks.go(() -> answer.take()).start();
            }
            leaks.expect("Waits.run", "receiver take", "ArrayBlockingQueue")
                    .made("Waits.register")
                    .times(4);
        }
    }

    /** The last stage of a pipeline has ended, so all earlier stages fill up and stop. */
    static final class Pipeline {
        private static void stage(BlockingQueue<Integer> from, BlockingQueue<Integer> to) throws InterruptedException {
            while (true) {
                to.put(from.take() + 1);
            }
        }

        static void run(Leaks leaks) {
            BlockingQueue<Integer> first = new ArrayBlockingQueue<>(2);
            BlockingQueue<Integer> from = first;
            for (int i = 0; i < 3; i++) {
                BlockingQueue<Integer> in = from;
                BlockingQueue<Integer> out = new ArrayBlockingQueue<>(2);
                Leaks.go(() -> stage(in, out)).start();
                from = out;
            }
            Leaks.go(() -> {
                        for (int i = 0; ; i++) {
                            first.put(i);
                        }
                    })
                    .start();
            leaks.expect("Pipeline.stage", "sender put", "ArrayBlockingQueue")
                    .started("Pipeline.run")
                    .made("Pipeline.run")
                    .times(3);
            leaks.expect("Pipeline.run", "sender put", "ArrayBlockingQueue");
        }
    }
}
