// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.healthy;

import com.sun.net.httpserver.HttpServer;
import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.stream.IntStream;

/** Servers, brokers and pools at work: threads wait often, and no wait is long. */
@SuppressWarnings({"NullAway"}) // Written as production code is.
final class Working {
    private static final LongAdder DONE = new LongAdder();
    private static volatile boolean stopped;

    private Working() {}

    static void start(Scene scene) throws Exception {
        broker();
        pipeline();
        throttled();
        locks();
        monitors();
        meetings();
        futures();
        streams();
        server();
        publisher();
        schedules();
        logging();
        bounces();
        scene.onRelease(() -> stopped = true);
        scene.onRelease(() -> System.out.println("items: " + DONE.sum()));
    }

    private static void loop(Job task) {
        Thread thread = Spawn.unstarted(
                "loop",
                ((Job) () -> {
                            while (!stopped) {
                                task.work();
                                DONE.increment();
                            }
                        })
                        .body());
        thread.start();
    }

    private static void pause(int most) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(most) + 1);
    }

    /** Publish and subscribe: topics with a queue for each subscriber, and an item every 1 to 500 ms. */
    private static void broker() {
        Map<String, List<BlockingQueue<String>>> topics = new HashMap<>();
        for (int gap : new int[] {1, 20, 100, 500}) {
            List<BlockingQueue<String>> subscribers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                BlockingQueue<String> queue = i % 2 == 0 ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(2);
                subscribers.add(queue);
                loop(queue::take);
            }
            topics.put("topic " + gap, subscribers);
            loop(() -> {
                for (BlockingQueue<String> queue : topics.get("topic " + gap)) {
                    queue.put("event");
                }
                pause(gap);
            });
        }
    }

    /** Stages with every kind of hand-over. The last stage is the slowest, so the others always wait for room. */
    private static void pipeline() {
        BlockingQueue<Integer> parsed = new SynchronousQueue<>(true);
        LinkedTransferQueue<Integer> enriched = new LinkedTransferQueue<>();
        BlockingQueue<Integer> sorted = new PriorityBlockingQueue<>();
        BlockingQueue<Integer> written = new ArrayBlockingQueue<>(1);
        loop(() -> parsed.put(ThreadLocalRandom.current().nextInt()));
        loop(() -> enriched.transfer(parsed.take()));
        loop(() -> {
            sorted.put(enriched.take());
            written.put(sorted.take());
        });
        loop(() -> {
            written.take();
            pause(20);
        });
    }

    /** Sixteen clients share four permits, and a connection pool uses a deque with its own condition. */
    private static void throttled() {
        Semaphore permits = new Semaphore(4, true);
        Connections connections = new Connections();
        for (int i = 0; i < 16; i++) {
            loop(() -> {
                permits.acquire();
                try {
                    pause(20);
                } finally {
                    permits.release();
                }
            });
            loop(() -> {
                String connection = connections.borrow();
                pause(10);
                connections.giveBack(connection);
            });
        }
    }

    private static final class Connections {
        private final ReentrantLock lock = new ReentrantLock(true);
        private final Condition free = lock.newCondition();
        private final Deque<String> idle = new ArrayDeque<>(List.of("a", "b", "c"));

        String borrow() throws InterruptedException {
            lock.lock();
            try {
                while (idle.isEmpty()) {
                    free.await();
                }
                return idle.pop();
            } finally {
                lock.unlock();
            }
        }

        void giveBack(String connection) {
            lock.lock();
            try {
                idle.push(connection);
                free.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private static void locks() {
        ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
        StampedLock stamped = new StampedLock();
        ReentrantLock fair = new ReentrantLock(true);
        for (int i = 0; i < 6; i++) {
            boolean writes = i == 0;
            loop(() -> {
                (writes ? readWrite.writeLock() : readWrite.readLock()).lockInterruptibly();
                try {
                    pause(3);
                } finally {
                    (writes ? readWrite.writeLock() : readWrite.readLock()).unlock();
                }
                pause(3);
            });
            loop(() -> {
                long stamp = writes ? stamped.writeLock() : stamped.readLock();
                try {
                    pause(2);
                } finally {
                    stamped.unlock(stamp);
                }
                pause(2);
            });
            loop(() -> {
                fair.lock();
                try {
                    pause(2);
                } finally {
                    fair.unlock();
                }
            });
        }
    }

    private static void monitors() {
        Deque<Integer> items = new ArrayDeque<>();
        for (int i = 0; i < 3; i++) {
            loop(() -> {
                synchronized (items) {
                    while (items.isEmpty()) {
                        items.wait();
                    }
                    items.pop();
                }
            });
        }
        loop(() -> {
            synchronized (items) {
                items.push(1);
                items.notifyAll();
            }
            pause(10);
        });
    }

    private static void meetings() {
        CyclicBarrier barrier = new CyclicBarrier(3);
        Exchanger<String> exchanger = new Exchanger<>();
        Phaser phaser = new Phaser(3);
        for (int i = 0; i < 3; i++) {
            loop(() -> {
                pause(10);
                barrier.await();
            });
            loop(() -> {
                pause(10);
                phaser.arriveAndAwaitAdvance();
            });
        }
        for (int i = 0; i < 2; i++) {
            loop(() -> {
                pause(10);
                exchanger.exchange("buffer");
            });
        }
    }

    private static void futures() {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        ExecutorService perTask = Spawn.perTask();
        CompletionService<Integer> results = new ExecutorCompletionService<>(pool);
        Callable<Integer> task = () -> {
            pause(5);
            return 1;
        };
        loop(() -> {
            results.submit(task);
            results.submit(task);
            results.take().get();
            results.poll(1, TimeUnit.HOURS).get();
        });
        loop(() -> perTask.invokeAll(List.of(task, task, task)));
        loop(() -> perTask.invokeAny(List.of(task, task)));
        loop(() -> perTask.submit(task).get());
        loop(() -> CompletableFuture.supplyAsync(() -> 1)
                .thenCombineAsync(CompletableFuture.supplyAsync(() -> 2), Integer::sum)
                .thenCompose(n -> CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS)))
                .get(1, TimeUnit.MINUTES));
        loop(() -> {
            CountDownLatch all = new CountDownLatch(4);
            for (int i = 0; i < 4; i++) {
                Thread part = Spawn.unstarted("part", all::countDown);
                part.start();
                part.join();
            }
            all.await(1, TimeUnit.DAYS);
            pause(10);
        });
        loop(() -> {
            ExecutorService brief = Executors.newFixedThreadPool(2);
            brief.execute(() -> {});
            brief.shutdown();
            brief.awaitTermination(1, TimeUnit.DAYS);
            pause(20);
        });
    }

    private static void streams() {
        ForkJoinPool own = new ForkJoinPool(2);
        loop(() -> {
            own.submit(() -> IntStream.range(0, 200).parallel().sum()).get();
            DONE.add(IntStream.range(0, 200).parallel().map(i -> i & 1).sum());
            pause(20);
        });
    }

    private static void server() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Spawn.perTask());
        server.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .build();
        for (int i = 0; i < 4; i++) {
            loop(() -> {
                client.send(request, HttpResponse.BodyHandlers.ofString());
                pause(20);
            });
        }
    }

    /** Back-pressure: the publisher waits for room nearly all the time. */
    private static void publisher() {
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Executors.newCachedThreadPool(), 2);
        publisher.subscribe(new Flow.Subscriber<>() {
            private Flow.Subscription subscription;

            @Override
            public void onSubscribe(Flow.Subscription to) {
                subscription = to;
                to.request(1);
            }

            @Override
            public void onNext(Integer item) {
                try {
                    pause(10);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                subscription.request(1);
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onComplete() {}
        });
        loop(() -> publisher.submit(1));
    }

    private record Due(long at) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, ((Due) other).at());
        }
    }

    private static void schedules() {
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        var unused = scheduler.scheduleAtFixedRate(DONE::increment, 0, 10, TimeUnit.MILLISECONDS);
        DelayQueue<Due> due = new DelayQueue<>();
        loop(due::take);
        loop(due::take);
        loop(() -> {
            due.put(new Due(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30)));
            pause(30);
        });
        // A distant item is at the end, and near ones come before it.
        due.put(new Due(System.nanoTime() + TimeUnit.HOURS.toNanos(1)));
    }

    /** Many threads log and one writes. A full log makes its callers wait. */
    private static void logging() {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>(4);
        for (int i = 0; i < 6; i++) {
            loop(() -> lines.put("line"));
        }
        loop(() -> {
            List<String> batch = new ArrayList<>();
            batch.add(lines.take());
            lines.drainTo(batch, 3);
            pause(3);
        });
    }

    /** Callers wait for room in the pool's own queue, into which the rejection handler puts. */
    private static void bounces() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2), Spawn.factory(), (task, executor) -> {
                    try {
                        executor.getQueue().put(task);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        for (int i = 0; i < 4; i++) {
            loop(() -> pool.execute(() -> {
                try {
                    pause(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }
}
