// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Part of watched programs. Pools that almost starve on their own tasks, all but {@link Larger}. */
final class PoolMisses {
    private PoolMisses() {}

    /** Starts one group of each kind. */
    static List<Group> all(int set, boolean mixed) {
        String end = "-" + set;
        return List.of(
                new Spare("spare" + end, mixed),
                new Grows("grows" + end, mixed),
                new Timed("timed" + end, mixed),
                new OrTimeout("orTimeout" + end, mixed),
                new Shared("shared" + end, mixed),
                new Core("core" + end, mixed),
                new Larger("larger" + end, mixed));
    }

    private abstract static class Pooled extends Group {
        Pooled(String name, boolean mixed) {
            super(name, mixed);
        }

        final ThreadPoolExecutor pool(int core, int most, BlockingQueue<Runnable> queue) {
            return new ThreadPoolExecutor(
                    core, most, 1, TimeUnit.MILLISECONDS, queue, factory(), new ThreadPoolExecutor.CallerRunsPolicy());
        }

        /** Runs a task that waits for another one in the queue. */
        static Future<?> asking(ThreadPoolExecutor pool) {
            return pool.submit(() -> pool.submit(() -> "").get());
        }

        static Callable<Object> until(CountDownLatch end) {
            return () -> {
                end.await();
                return "";
            };
        }

        static void end(Future<?>... tasks) throws Exception {
            for (Future<?> task : tasks) {
                Object unused = task.get();
            }
        }

        /** Those that wait for each other's pool, or for their own. */
        @Override
        final boolean mayHold(int waiter, int holder) {
            return true;
        }
    }

    /** All wait without a time-out, one of them for something else. */
    private static final class Spare extends Pooled {
        private final ThreadPoolExecutor pool = pool(3, 3, new LinkedBlockingQueue<>());

        Spare(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> {
                CountDownLatch end = new CountDownLatch(1);
                Future<?> first = asking(pool);
                Future<?> second = asking(pool);
                Future<?> other = pool.submit(until(end));
                rest();
                end.countDown();
                end(first, second, other);
            });
        }
    }

    /** Gets another thread once its queue is full. */
    private static final class Grows extends Pooled {
        private final ThreadPoolExecutor pool = pool(2, 3, new ArrayBlockingQueue<>(2));

        Grows(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> {
                Future<?> first = asking(pool);
                Future<?> second = asking(pool);
                rest();
                while (!first.isDone() || !second.isDone()) {
                    pool.execute(() -> {});
                    Thread.sleep(1);
                }
                end(first, second);
            });
        }
    }

    /** One of its threads gives up in time. */
    private static final class Timed extends Pooled {
        private final ThreadPoolExecutor pool = pool(2, 2, new LinkedBlockingQueue<>());

        Timed(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> end(asking(pool), pool.submit(this::givesUp)));
        }

        private String givesUp() throws Exception {
            Future<String> queued = pool.submit(() -> "");
            try {
                return queued.get(nanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                queued.cancel(false);
                return "";
            }
        }
    }

    /** Its thread waits without a time-out for a future that has one. */
    private static final class OrTimeout extends Pooled {
        private final ThreadPoolExecutor pool = pool(1, 1, new LinkedBlockingQueue<>());

        OrTimeout(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> end(pool.submit(this::joins)));
        }

        private String joins() {
            return CompletableFuture.supplyAsync(() -> "", pool)
                    .orTimeout(nanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(e -> "")
                    .join();
        }
    }

    /** A thread of another pool takes from its queue too. */
    private static final class Shared extends Pooled {
        private final ThreadPoolExecutor pool = pool(1, 1, new LinkedBlockingQueue<>());
        private final ThreadPoolExecutor other = pool(1, 1, pool.getQueue());

        Shared(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> {
                CountDownLatch end = new CountDownLatch(1);
                Future<?> held = other.submit(until(end));
                Future<?> asking = asking(pool);
                rest();
                end.countDown();
                end(held, asking);
            });
        }
    }

    /** Has not yet all of the threads that it always has. */
    private static final class Core extends Pooled {
        Core(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> {
                ThreadPoolExecutor pool = pool(2, 2, new LinkedBlockingQueue<>());
                FutureTask<String> queued = new FutureTask<>(() -> "");
                Future<?> asking = pool.submit(() -> {
                    pool.getQueue().add(queued);
                    return queued.get();
                });
                rest();
                pool.prestartAllCoreThreads();
                end(asking);
                pool.shutdown();
            });
        }
    }

    /** Starves until somebody makes it larger: until then it does, and a look may say so. */
    static final class Larger extends Pooled {
        private final ThreadPoolExecutor pool = pool(1, 1, new LinkedBlockingQueue<>());

        Larger(String name, boolean mixed) {
            super(name, mixed);
        }

        @Override
        void start() {
            repeats(0, () -> {
                Future<?> asking = asking(pool);
                rest();
                pool.setMaximumPoolSize(2);
                pool.setCorePoolSize(2);
                end(asking);
                pool.setCorePoolSize(1);
                pool.setMaximumPoolSize(1);
            });
        }
    }
}
