// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Leaks as in a container engine: promises, devices, log copiers, health probes. */
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // The bugs are the point.
final class Docker {
    private Docker() {}

    static void start(Leaks leaks) throws Exception {
        Promise.run(leaks);
        DeviceSet.run(leaks);
        Container.run(leaks);
        Graph.run(leaks);
        Fetch.run(leaks);
        PluginWaiter.run(leaks);
        Monitor.run(leaks);
        Probe.run(leaks);
        LogCopier.run(leaks);
        StatsCollector.run(leaks);
        Pull.run(leaks);
        Network.run(leaks);
    }

    /** 4395: {@code promise.Go} returns a channel that the caller never reads. */
    static final class Promise {
        private Promise() {}

        static BlockingQueue<String> of(Callable<String> task) {
            BlockingQueue<String> channel = new SynchronousQueue<>();
            Runnable body = new Runnable() {
                @Override
                public void run() {
                    try {
                        channel.put(task.call());
                    } catch (Exception e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
            Spawn.unstarted("promise", body).start();
            return channel;
        }

        static void run(Leaks leaks) {
            BlockingQueue<String> unused = of(() -> "attached");
            leaks.expect("Promise$1.run", "sender put", "SynchronousQueue")
                    .started("Promise.of")
                    .made("Promise.of");
        }
    }

    /** 4951: two threads take two locks in opposite orders. */
    static final class DeviceSet {
        private final ReentrantLock devices = new ReentrantLock();
        private final ReentrantLock info = new ReentrantLock();

        void delete() throws InterruptedException {
            devices.lock();
            try {
                Thread.sleep(60);
                info.lock();
                info.unlock();
            } finally {
                devices.unlock();
            }
        }

        void remove() throws InterruptedException {
            info.lock();
            try {
                Thread.sleep(60);
                devices.lockInterruptibly();
                devices.unlock();
            } finally {
                info.unlock();
            }
        }

        static void run(Leaks leaks) {
            DeviceSet set = new DeviceSet();
            Leaks.go(set::delete).start();
            Leaks.go(set::remove).start();
            leaks.expect("DeviceSet.delete", "lock lock", "ReentrantLock")
                    .started("DeviceSet.run")
                    .made("DeviceSet.<init>")
                    .heldBy("DeviceSet.remove")
                    .deadlocked();
            leaks.expect("DeviceSet.remove", "lock lockInterruptibly", "ReentrantLock")
                    .started("DeviceSet.run")
                    .made("DeviceSet.<init>")
                    .heldBy("DeviceSet.delete")
                    .deadlocked();
        }
    }

    /** 36114, 17176: a helper takes a mutex that its caller already holds, and the mutex is not re-entrant. */
    static final class Container {
        private final Semaphore mutex = new Semaphore(1);

        void restart() throws InterruptedException {
            mutex.acquire();
            try {
                cleanup();
            } finally {
                mutex.release();
            }
        }

        private void cleanup() {
            mutex.acquireUninterruptibly();
            mutex.release();
        }

        static void run(Leaks leaks) {
            Container container = new Container();
            Leaks.go(container::restart).start();
            leaks.expect("Container.cleanup", "lock acquireUninterruptibly", "Semaphore")
                    .started("Container.run")
                    .made("Container.<init>");
        }
    }

    /** 25384: the wait for all tasks is inside the loop that starts them. */
    static final class Graph {
        private Graph() {}

        static void loadAll(List<String> layers) throws InterruptedException {
            CountDownLatch all = new CountDownLatch(layers.size());
            for (String layer : layers) {
                Leaks.go(() -> load(layer, all)).start();
                all.await();
            }
        }

        private static void load(String layer, CountDownLatch all) {
            if (!layer.isEmpty()) {
                all.countDown();
            }
        }

        static void run(Leaks leaks) {
            Leaks.go(() -> loadAll(List.of("a", "b", "c"))).start();
            leaks.expect("Graph.loadAll", "waiter await", "CountDownLatch").started("Graph.run");
        }
    }

    /** 33293: an error is sent, deep in a recursion, while the caller expects only a result. */
    static final class Fetch {
        private final BlockingQueue<String> result = new SynchronousQueue<>();
        private final BlockingQueue<Exception> error = new SynchronousQueue<>(true);

        private void descend(int depth) throws InterruptedException {
            if (depth > 0) {
                descend(depth - 1);
            } else {
                error.put(new IllegalStateException("manifest unknown"));
            }
        }

        static void run(Leaks leaks) throws InterruptedException {
            Fetch fetch = new Fetch();
            Leaks.go(() -> fetch.descend(200)).start();
            if (fetch.result.poll(10, TimeUnit.MILLISECONDS) != null) {
                throw new AssertionError();
            }
            leaks.expect("Fetch.descend", "sender put", "SynchronousQueue")
                    .started("Fetch.run")
                    .made("Fetch.<init>");
        }
    }

    /** 29733, 30408: nothing signals the condition, since the error path returns before it does. */
    static final class PluginWaiter {
        private final ReentrantLock mutex = new ReentrantLock();
        private final Condition activated = mutex.newCondition();

        void waitActive() {
            mutex.lock();
            try {
                activated.awaitUninterruptibly();
            } finally {
                mutex.unlock();
            }
        }

        static void run(Leaks leaks) {
            PluginWaiter plugin = new PluginWaiter();
            Thread waiter = Leaks.go(plugin::waitActive);
            waiter.start();
            leaks.expect(
                            "PluginWaiter.waitActive",
                            "waiter awaitUninterruptibly",
                            "AbstractQueuedSynchronizer$ConditionObject")
                    .started("PluginWaiter.run")
                    .made("PluginWaiter.<init>");
        }
    }

    /**
     * 28462: the thread that closes the monitor sends the stop while it holds the lock. The prober needs that lock
     * before it receives the stop.
     */
    static final class Monitor {
        // Static, since the virtual threads of a dropped pool would be collected.
        private static final ExecutorService PROBES = Executors.newFixedThreadPool(2, Spawn.factory());
        private final ReentrantLock health = new ReentrantLock(true);
        private final SynchronousQueue<String> stop = new SynchronousQueue<>();

        void closeMonitor() throws InterruptedException {
            health.lock();
            try {
                stop.put("stop");
            } finally {
                health.unlock();
            }
        }

        void handleProbe() throws InterruptedException {
            Thread.sleep(50);
            health.lock();
            try {
                stop.take();
            } finally {
                health.unlock();
            }
        }

        static void run(Leaks leaks) {
            Monitor monitor = new Monitor();
            PROBES.execute(((Job) monitor::closeMonitor).body());
            PROBES.execute(((Job) monitor::handleProbe).body());
            leaks.expect("Monitor.closeMonitor", "sender put", "SynchronousQueue")
                    .started("Monitor.run")
                    .made("Monitor.<init>");
            leaks.expect("Monitor.handleProbe", "lock lock", "ReentrantLock")
                    .started("Monitor.run")
                    .made("Monitor.<init>")
                    .heldBy("Monitor.closeMonitor");
        }
    }

    /**
     * 33781: the probe's result comes after its deadline. The probe is a submitted callable whose future is dropped.
     */
    static final class Probe {
        private static final ExecutorService POOL = Executors.newCachedThreadPool(Spawn.factory());

        private Probe() {}

        static void probe(ExecutorService pool) throws InterruptedException {
            LinkedBlockingQueue<String> ignored = new LinkedBlockingQueue<>();
            SynchronousQueue<String> results = new SynchronousQueue<>();
            CountDownLatch late = new CountDownLatch(1);
            Future<Object> unused = pool.submit(() -> {
                late.await();
                results.put("healthy");
                return null;
            });
            ignored.add(String.valueOf(results.poll(5, TimeUnit.MILLISECONDS)));
            late.countDown();
        }

        static void run(Leaks leaks) throws InterruptedException {
            for (int i = 0; i < 5; i++) {
                probe(POOL);
            }
            leaks.expect("Probe.probe", "sender put", "SynchronousQueue").times(5);
        }
    }

    /** The reader of a log copier has ended, and the writers fill the deque from both ends. */
    static final class LogCopier {
        private final LinkedBlockingDeque<String> lines = new LinkedBlockingDeque<>(2);

        private enum Stream {
            STDOUT {
                @Override
                void copy(LinkedBlockingDeque<String> to) throws InterruptedException {
                    for (int i = 0; ; i++) {
                        to.putLast("out " + i);
                    }
                }
            },
            STDERR {
                @Override
                void copy(LinkedBlockingDeque<String> to) throws InterruptedException {
                    for (int i = 0; ; i++) {
                        to.offerFirst("err " + i, 1, TimeUnit.HOURS);
                    }
                }
            };

            abstract void copy(LinkedBlockingDeque<String> to) throws InterruptedException;
        }

        static void run(Leaks leaks) {
            LogCopier copier = new LogCopier();
            for (Stream stream : Stream.values()) {
                Leaks.go(() -> stream.copy(copier.lines)).start();
            }
            leaks.expect("Stream$1.copy", "sender putLast", "LinkedBlockingDeque")
                    .started("LogCopier.run")
                    .made("LogCopier.<init>");
            leaks.expect("Stream$2.copy", "sender offerFirst", "LinkedBlockingDeque")
                    .started("LogCopier.run")
                    .made("LogCopier.<init>");
        }
    }

    /** Publishers of statistics wait in a phase at which one party never arrives. */
    static final class StatsCollector {
        private static final Phaser ROUND = new Phaser(3);

        private record Collector(String name) implements Runnable {
            @Override
            public void run() {
                ROUND.arriveAndAwaitAdvance();
            }
        }

        static void run(Leaks leaks) {
            Spawn.unstarted("stats", new Collector("cpu")).start();
            Spawn.unstarted("stats", new Collector("memory")).start();
            leaks.expect("Collector.run", "waiter arriveAndAwaitAdvance", "Phaser")
                    .started("StatsCollector.run")
                    .made("StatsCollector.<clinit>")
                    .times(2);
        }
    }

    /** Layers wait at a barrier for a layer that failed before it. */
    static final class Pull {
        private Pull() {}

        static void run(Leaks leaks) {
            CyclicBarrier verified = new CyclicBarrier(3, () -> {});
            List<Thread> layers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int layer = i;
                layers.add(Leaks.go(() -> {
                    if (layer == 2) {
                        throw new InterruptedException("checksum");
                    }
                    verified.await(2, TimeUnit.HOURS);
                }));
            }
            layers.forEach(Thread::start);
            leaks.expect("Pull.run", "waiter await", "CyclicBarrier").times(2);
        }
    }

    /** Two threads join each other. */
    static final class Network {
        private Network() {}

        static void run(Leaks leaks) {
            Thread[] both = new Thread[2];
            CountDownLatch started = new CountDownLatch(1);
            for (int i = 0; i < 2; i++) {
                int of = 1 - i;
                both[i] = Leaks.go(() -> {
                    started.await();
                    both[of].join();
                });
            }
            both[0].start();
            both[1].start();
            started.countDown();
            leaks.expect("Network.run", "waiter join", "Thread")
                    .made("*")
                    .times(2)
                    .heldBy("Network.run")
                    .deadlocked();
        }
    }
}
