// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Spawn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Predicate;

/** Leaks as in a cluster manager: API server, caches, controllers. */
@SuppressWarnings({"InfiniteRecursion"}) // The bugs are the point.
final class Kubernetes {
    private Kubernetes() {}

    static void start(Leaks leaks) throws Exception {
        FinishRequest.run(leaks);
        Cacher.run(leaks);
        Poller.run(leaks);
        DeltaFifo.run(leaks);
        SchedulerCache.run(leaks);
        Reflector.run(leaks);
        LeaderElector.run(leaks);
        RateLimitedQueue.run(leaks);
        NodeLifecycle.run(leaks);
    }

    /** 5316: the answer comes after the time-out, and nothing takes it. */
    static final class FinishRequest {
        private FinishRequest() {}

        static Object finish(long millis, Callable<Object> call) throws Exception {
            BlockingQueue<Object> answer = new SynchronousQueue<>();
            Leaks.go(() -> answer.put(call.call())).start();
            Object result = answer.poll(millis, TimeUnit.MILLISECONDS);
            if (result == null) {
                throw new TimeoutException("request did not complete within " + millis + " ms");
            }
            return result;
        }

        static void run(Leaks leaks) throws Exception {
            for (int i = 0; i < 3; i++) {
                try {
                    finish(5, () -> {
                        Thread.sleep(150);
                        return "pod";
                    });
                } catch (TimeoutException e) {
                    // The handler would send an error page and take the next request.
                }
            }
            leaks.expect("FinishRequest.finish", "sender put", "SynchronousQueue")
                    .times(3);
        }
    }

    /**
     * 38669: a watcher has stopped, and the dispatcher still sends to it while it holds the cache's lock. Another
     * watcher waits for that lock to register.
     */
    static final class Cacher {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final List<Watcher> watchers = new ArrayList<>();

        static final class Watcher {
            final BlockingQueue<String> input;
            final BlockingQueue<String> result = new SynchronousQueue<>();

            Watcher(int size) {
                input = new ArrayBlockingQueue<>(size);
            }

            void process() throws InterruptedException {
                for (String event = input.take(); ; event = input.take()) {
                    result.put(event);
                }
            }
        }

        Watcher watch() {
            Watcher watcher = new Watcher(1);
            lock.writeLock().lock();
            try {
                watchers.add(watcher);
            } finally {
                lock.writeLock().unlock();
            }
            Leaks.go(watcher::process).start();
            return watcher;
        }

        void dispatch(String event) throws InterruptedException {
            lock.readLock().lock();
            try {
                for (Watcher watcher : watchers) {
                    watcher.input.put(event);
                }
            } finally {
                lock.readLock().unlock();
            }
        }

        static void run(Leaks leaks) throws Exception {
            Cacher cacher = new Cacher();
            Watcher stopped = cacher.watch();
            Leaks.go(() -> {
                        for (int i = 0; ; i++) {
                            cacher.dispatch("event " + i);
                        }
                    })
                    .start();
            while (stopped.input.remainingCapacity() > 0) {
                Thread.sleep(5);
            }
            Thread.sleep(50);
            Leaks.go(cacher::watch).start();
            leaks.expect("Watcher.process", "sender put", "SynchronousQueue")
                    .started("Cacher.watch")
                    .made("Watcher.<init>");
            leaks.expect("Cacher.dispatch", "sender put", "ArrayBlockingQueue")
                    .started("Cacher.run")
                    .made("Watcher.<init>");
            leaks.expect("Cacher.watch", "lock lock", "ReentrantReadWriteLock")
                    .started("Cacher.run")
                    .made("Cacher.<init>")
                    .heldBy("Cacher.dispatch");
        }
    }

    /** 70277: the caller that receives a poller's ticks has gone. The ticker is a subclass of Thread. */
    static final class Poller {
        private final BlockingQueue<Long> ticks = new SynchronousQueue<>(true);

        private final class Ticker extends Thread {
            Ticker() {
                super("ticker");
                setDaemon(true);
                start();
            }

            @Override
            public void run() {
                try {
                    while (!isInterrupted()) {
                        TimeUnit.MILLISECONDS.sleep(3);
                        ticks.put(System.nanoTime());
                    }
                } catch (InterruptedException e) {
                    interrupt();
                }
            }
        }

        long waitFor(Predicate<Long> condition) throws InterruptedException {
            new Ticker();
            for (int i = 0; i < 3; i++) {
                long tick = ticks.take();
                if (condition.test(tick)) {
                    return tick;
                }
            }
            return -1;
        }

        static void run(Leaks leaks) throws Exception {
            new Poller().waitFor(tick -> tick > 0);
            leaks.expect("Ticker.run", "sender put", "SynchronousQueue")
                    .started("Ticker.<init>")
                    .made("Poller.<init>");
        }
    }

    /** A queue of deltas whose close forgets to signal, so consumers wait on its condition. */
    static final class DeltaFifo {
        private final Lock lock = new ReentrantLock();
        private final Condition added = lock.newCondition();
        private final Deque<String> queue = new ArrayDeque<>();
        private volatile boolean closed;

        String pop() throws InterruptedException {
            lock.lock();
            try {
                while (queue.isEmpty() && !closed) {
                    added.await();
                }
                return queue.pollFirst();
            } finally {
                lock.unlock();
            }
        }

        /** As published, without signalAll. */
        void close() {
            closed = true;
        }

        static void run(Leaks leaks) throws Exception {
            DeltaFifo fifo = new DeltaFifo();
            for (int i = 0; i < 2; i++) {
                Leaks.go(() -> fifo.pop()).start();
            }
            Thread.sleep(50);
            fifo.close();
            leaks.expect("DeltaFifo.pop", "waiter await", "AbstractQueuedSynchronizer$ConditionObject")
                    .started("DeltaFifo.run")
                    .made("DeltaFifo.<init>")
                    .times(2);
        }
    }

    /**
     * A snapshot requests the write lock while it holds the read lock, so it waits for itself. A writer waits behind
     * it.
     */
    static final class SchedulerCache {
        private final StampedLock mu = new StampedLock();
        private final Map<String, String> pods = new HashMap<>();

        int snapshot() {
            long stamp = mu.readLock();
            try {
                expire();
                return pods.size();
            } finally {
                mu.unlockRead(stamp);
            }
        }

        private void expire() {
            long stamp = mu.writeLock();
            try {
                pods.clear();
            } finally {
                mu.unlockWrite(stamp);
            }
        }

        void assume(String pod) throws InterruptedException {
            Lock view = mu.asWriteLock();
            if (view.tryLock(2, TimeUnit.DAYS)) {
                pods.put(pod, "assumed");
                view.unlock();
            }
        }

        static void run(Leaks leaks) {
            SchedulerCache cache = new SchedulerCache();
            Leaks.go(() -> cache.snapshot()).start();
            Leaks.go(() -> {
                        Thread.sleep(30);
                        cache.assume("pod");
                    })
                    .start();
            leaks.expect("SchedulerCache.expire", "lock writeLock", "StampedLock")
                    .started("SchedulerCache.run")
                    .made("SchedulerCache.<init>");
            leaks.expect("SchedulerCache.assume", "lock tryLock", "StampedLock")
                    .started("SchedulerCache.run")
                    .made("SchedulerCache.<init>");
        }
    }

    /** A reflector reports errors that nothing reads. Its error channel has one slot, so the second error blocks. */
    static final class Reflector {
        private final BlockingQueue<Exception> errors = new ArrayBlockingQueue<>(1);

        void resync() throws InterruptedException {
            for (int attempt = 0; ; attempt++) {
                try {
                    list(attempt, 30);
                } catch (IllegalStateException e) {
                    report(e);
                }
            }
        }

        private void list(int attempt, int depth) {
            if (depth <= 0) {
                throw new IllegalStateException("resource version too old: " + attempt);
            }
            list(attempt, depth - 1);
        }

        private void report(Exception e) throws InterruptedException {
            errors.put(e);
        }

        static void run(Leaks leaks) {
            Reflector reflector = new Reflector();
            Leaks.go(reflector::resync).start();
            leaks.expect("Reflector.report", "sender put", "ArrayBlockingQueue")
                    .started("Reflector.run")
                    .made("Reflector.<init>");
        }
    }

    /** A leader waits on a latch for its followers, one of which left without counting down. */
    static final class LeaderElector {
        private LeaderElector() {}

        static void run(Leaks leaks) {
            CountDownLatch acknowledged = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                boolean fails = i == 1;
                Leaks.go(() -> {
                            if (fails) {
                                return; // The early return forgets to count down.
                            }
                            acknowledged.countDown();
                        })
                        .start();
            }
            Leaks.go(() -> acknowledged.await(1, TimeUnit.DAYS)).start();
            leaks.expect("LeaderElector.run", "waiter await", "CountDownLatch");
        }
    }

    /**
     * A rate-limited work queue that wraps its channel under its own method names. Its workers outlive the shutdown.
     */
    static final class RateLimitedQueue {
        private final WorkQueue<String> queue = new WorkQueue<>(10);

        abstract static class Delegating<T> {
            private final BlockingQueue<T> items;

            Delegating(BlockingQueue<T> items) {
                this.items = items;
            }

            protected final BlockingQueue<T> items() {
                return items;
            }
        }

        static final class WorkQueue<T> extends Delegating<T> {
            WorkQueue(int size) {
                super(new LinkedBlockingQueue<>(size));
            }

            void add(T item) throws InterruptedException {
                items().put(item);
            }

            T get() throws InterruptedException {
                return items().take();
            }
        }

        void worker() throws InterruptedException {
            while (!Thread.currentThread().isInterrupted()) {
                queue.get();
            }
        }

        static void run(Leaks leaks) throws Exception {
            RateLimitedQueue controller = new RateLimitedQueue();
            for (int i = 0; i < 4; i++) {
                Leaks.go(controller::worker).start();
            }
            for (int i = 0; i < 8; i++) {
                controller.queue.add("key " + i);
            }
            leaks.expect("WorkQueue.get", "receiver take", "LinkedBlockingQueue")
                    .started("RateLimitedQueue.run")
                    .made("WorkQueue.<init>")
                    .times(4);
        }
    }

    /**
     * Two controllers wait for each other's future, which supplyAsync made on an executor with threads of this run's
     * kind.
     */
    static final class NodeLifecycle {
        private CompletableFuture<String> taints = new CompletableFuture<>();

        static void run(Leaks leaks) {
            NodeLifecycle lifecycle = new NodeLifecycle();
            CompletableFuture<String> health = CompletableFuture.supplyAsync(
                    () -> lifecycle.taints.join(),
                    task -> Spawn.unstarted("health", task).start());
            lifecycle.taints = lifecycle.taints.thenCombine(health, (a, b) -> a + b);
            leaks.expect("NodeLifecycle.run", "waiter join", "CompletableFuture")
                    .made("*");
        }
    }
}
