// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Leaks as in RPC libraries, proxies, site builders and synchronizers, and in code that programs write for themselves.
 */
@SuppressWarnings({"InputStreamSlowMultibyteRead", "LockNotBeforeTry", "ModifiedButNotUsed"}) // The bugs are the point.
final class Services {
    private Services() {}

    static void start(Leaks leaks) throws Exception {
        Balancer.run(leaks);
        RecvBuffer.run(leaks);
        Breaker.run(leaks);
        Agent.run(leaks);
        Page.run(leaks);
        Connection.run(leaks);
        EventBus.run(leaks);
        BatchLog.run(leaks);
        Jdbc.run(leaks);
        Coalescer.run(leaks);
        FanIn.run(leaks);
        Limiter.run(leaks);
        Retry.run(leaks);
        Nested.run(leaks);
        Mailbox.run(leaks);
        Odd$Name.run(leaks);
        Reloaded.run(leaks);
        Publisher.run(leaks);
        Bounded.run(leaks);
        Parked.run(leaks);
        Traced.run(leaks);
        Herd.run(leaks);
    }

    /** grpc 1353: the balancer notifies while it holds its lock, and the receiver needs that lock. */
    static final class Balancer {
        private final ReentrantLock mu = new ReentrantLock();
        private final BlockingQueue<List<String>> addresses = new SynchronousQueue<>();

        void watch() throws InterruptedException {
            mu.lock();
            try {
                addresses.put(List.of("a:1"));
            } finally {
                mu.unlock();
            }
        }

        void up() throws InterruptedException {
            Thread.sleep(40);
            new Inner().down();
            addresses.take();
        }

        private final class Inner {
            void down() {
                mu.lock();
                mu.unlock();
            }
        }

        static void run(Leaks leaks) {
            Balancer balancer = new Balancer();
            Leaks.go(balancer::watch).start();
            Leaks.go(balancer::up).start();
            leaks.expect("Balancer.watch", "sender put", "SynchronousQueue")
                    .started("Balancer.run")
                    .made("Balancer.<init>");
            leaks.expect("Inner.down", "lock lock", "ReentrantLock")
                    .started("Balancer.run")
                    .made("Balancer.<init>")
                    .heldBy("Balancer.watch");
        }
    }

    /** grpc 1275: the reader of a stream waits for a frame, and the transport is closed without sending one. */
    static final class RecvBuffer extends InputStream {
        private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();

        @Override
        public int read() throws IOException {
            try {
                return bytes.take();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        static void run(Leaks leaks) {
            RecvBuffer buffer = new RecvBuffer();
            Leaks.go(() -> buffer.readAllBytes()).start();
            leaks.expect("RecvBuffer.read", "receiver take", "LinkedBlockingQueue")
                    .started("RecvBuffer.run")
                    .made("RecvBuffer.<init>");
        }
    }

    /**
     * serving 2137: the first request waits while it holds the breaker's only token, and the next request waits for
     * room.
     */
    static final class Breaker {
        private final ArrayBlockingQueue<Object> pending = new ArrayBlockingQueue<>(1);
        private final Semaphore active = new Semaphore(1);

        void maybe(Job request) throws Exception {
            pending.put(new Object());
            active.acquire();
            request.work();
            active.release();
            pending.take();
        }

        static void run(Leaks leaks) throws InterruptedException {
            Breaker breaker = new Breaker();
            CountDownLatch accepted = new CountDownLatch(1);
            Leaks.go(() -> breaker.maybe(accepted::await)).start();
            Thread.sleep(30);
            Leaks.go(() -> breaker.maybe(() -> {})).start();
            leaks.expect("Breaker.maybe", "waiter await", "CountDownLatch")
                    .started("Breaker.run")
                    .made("Breaker.run");
            leaks.expect("Breaker.maybe", "sender put", "ArrayBlockingQueue")
                    .started("Breaker.run")
                    .made("Breaker.<init>");
        }
    }

    /** istio 17860: epochs report their end on a status channel. The agent that read it has returned. */
    static final class Agent {
        private static final ThreadFactory FACTORY = task -> {
            Thread thread = Spawn.unstarted("epoch", () -> {
                // Stands for what such factories do around a task: names, contexts, counters.
                task.run();
            });
            return thread;
        };

        private final BlockingQueue<Integer> status = new SynchronousQueue<>();
        private static final ExecutorService EPOCHS = Executors.newCachedThreadPool(FACTORY);

        void restart(int epoch) {
            EPOCHS.execute(() -> {
                try {
                    status.put(epoch);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        static void run(Leaks leaks) {
            Agent agent = new Agent();
            for (int epoch = 0; epoch < 3; epoch++) {
                agent.restart(epoch);
            }
            leaks.expect("Agent.restart", "sender put", "SynchronousQueue")
                    .made("Agent.<init>")
                    .times(3);
        }
    }

    /** A thread that holds the read lock requests the write lock. */
    static final class Page {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final Map<String, String> cache = new ConcurrentHashMap<>();

        String render(String name) {
            lock.readLock().lock();
            try {
                String there = cache.get(name);
                return there == null ? load(name) : there;
            } finally {
                lock.readLock().unlock();
            }
        }

        private String load(String name) {
            lock.writeLock().lock();
            try {
                return String.valueOf(cache.put(name, name));
            } finally {
                lock.writeLock().unlock();
            }
        }

        static void run(Leaks leaks) {
            Page page = new Page();
            CompletableFuture<String> unused = CompletableFuture.supplyAsync(() -> page.render("index"), perTask());
            leaks.expect("Page.load", "lock lock", "ReentrantReadWriteLock")
                    .started("*")
                    .made("Page.<init>")
                    .heldBy("Page.load")
                    .deadlocked();
        }

        private static Executor perTask() {
            return task -> Spawn.unstarted("", task).start();
        }
    }

    /** syncthing 5795: close waits for the dispatcher, and the dispatcher is the thread that closes. */
    static final class Connection {
        private final CountDownLatch dispatcherDone = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        void dispatch() throws InterruptedException {
            try {
                close();
            } finally {
                dispatcherDone.countDown();
            }
        }

        void close() throws InterruptedException {
            dispatcherDone.await();
            closed.countDown();
        }

        static void run(Leaks leaks) {
            Connection connection = new Connection();
            Leaks.go(connection::dispatch).start();
            Leaks.go(() -> connection.closed.await(1, TimeUnit.HOURS)).start();
            leaks.expect("Connection.close", "waiter await", "CountDownLatch")
                    .started("Connection.run")
                    .made("Connection.<init>");
            leaks.expect("Connection.run", "waiter await", "CountDownLatch").made("Connection.<init>");
        }
    }

    /** A bus with a queue for each subscriber, one of which left without being removed from the list. */
    static final class EventBus<E> {
        private final List<Subscription<E>> subscriptions = new CopyOnWriteArrayList<>();

        interface Channel<E> {
            void send(E event) throws InterruptedException;

            E receive() throws InterruptedException;
        }

        static final class Subscription<E> implements Channel<E> {
            private final BlockingQueue<E> queue = new LinkedTransferQueue<>();
            private final BlockingQueue<E> room = new ArrayBlockingQueue<>(1);

            @Override
            public void send(E event) throws InterruptedException {
                room.put(event);
                queue.put(event);
            }

            @Override
            public E receive() throws InterruptedException {
                E event = queue.take();
                room.take();
                return event;
            }
        }

        static void run(Leaks leaks) {
            EventBus<String> bus = new EventBus<>();
            for (int i = 0; i < 2; i++) {
                bus.subscriptions.add(new Subscription<>());
            }
            Channel<String> alive = bus.subscriptions.get(0);
            Leaks.go(() -> {
                        while (true) {
                            alive.receive();
                        }
                    })
                    .start();
            Leaks.go(() -> {
                        while (true) {
                            for (Channel<String> channel : bus.subscriptions) {
                                channel.send("event");
                            }
                        }
                    })
                    .start();
            leaks.expect("Subscription.send", "sender put", "ArrayBlockingQueue")
                    .started("EventBus.run")
                    .made("Subscription.<init>");
            leaks.expect("Subscription.receive", "receiver take", "LinkedTransferQueue")
                    .started("EventBus.run")
                    .made("Subscription.<init>");
        }
    }

    /** A batching log whose flusher died of an exception, so all threads that log wait for room. */
    static final class BatchLog {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition room = lock.newCondition();
        private final List<String> batch = new ArrayList<>();

        void log(String line) throws InterruptedException {
            lock.lock();
            try {
                while (batch.size() >= 2) {
                    room.await();
                }
                batch.add(line);
            } finally {
                lock.unlock();
            }
        }

        static void run(Leaks leaks) {
            BatchLog log = new BatchLog();
            for (int i = 0; i < 5; i++) {
                Leaks.go(() -> log.log("line")).start();
            }
            leaks.expect("BatchLog.log", "waiter await", "AbstractQueuedSynchronizer$ConditionObject")
                    .started("BatchLog.run")
                    .made("BatchLog.<init>")
                    .times(3);
        }
    }

    /** A connection pool in which each error path loses a permit. */
    static final class Jdbc {
        private final Semaphore permits = new Semaphore(2, true);

        String query(boolean fails) throws InterruptedException {
            permits.acquire();
            if (fails) {
                return "error";
            }
            permits.release();
            return "row";
        }

        static void run(Leaks leaks) throws InterruptedException {
            Jdbc jdbc = new Jdbc();
            jdbc.query(true);
            jdbc.query(true);
            for (int i = 0; i < 3; i++) {
                Leaks.go(() -> jdbc.query(false)).start();
            }
            leaks.expect("Jdbc.query", "lock acquire", "Semaphore")
                    .started("Jdbc.run")
                    .made("Jdbc.<init>")
                    .times(3);
        }
    }

    /** Requests for one key share a future, and its loader threw before it completed the future. */
    static final class Coalescer {
        private final Map<String, CompletableFuture<String>> flights = new ConcurrentHashMap<>();

        String get(String key) throws ExecutionException, InterruptedException {
            CompletableFuture<String> mine = new CompletableFuture<>();
            CompletableFuture<String> flight = flights.putIfAbsent(key, mine);
            if (flight == null) {
                throw new InterruptedException("the loader fails, and the flight stays");
            }
            return flight.get();
        }

        static void run(Leaks leaks) throws InterruptedException {
            Coalescer coalescer = new Coalescer();
            Thread first = Leaks.go(() -> coalescer.get("key"));
            first.start();
            first.join();
            for (int i = 0; i < 4; i++) {
                Leaks.go(() -> coalescer.get("key")).start();
            }
            leaks.expect("Coalescer.get", "waiter get", "CompletableFuture")
                    .started("Coalescer.run")
                    .made("*")
                    .times(4);
        }
    }

    /** Threads forward several sources into one sink, which took the first item and left. */
    static final class FanIn {
        private FanIn() {}

        static <T> BlockingQueue<T> merge(List<Supplier<T>> sources) {
            BlockingQueue<T> merged = new SynchronousQueue<>();
            sources.forEach(source -> forward(source, merged));
            return merged;
        }

        private static <T> void forward(Supplier<T> source, BlockingQueue<T> to) {
            Leaks.go(() -> to.put(source.get())).start();
        }

        static void run(Leaks leaks) throws InterruptedException {
            merge(List.of(() -> 1, () -> 2, () -> 3, () -> 4)).take();
            leaks.expect("FanIn.forward", "sender put", "SynchronousQueue")
                    .made("FanIn.merge")
                    .times(3);
        }
    }

    /** A rate limiter whose ticker, which puts tokens back, was stopped. */
    static final class Limiter {
        private final BlockingQueue<Object> tokens = new LinkedBlockingQueue<>(2);

        private Object token() throws InterruptedException {
            return tokens.poll(365, TimeUnit.DAYS);
        }

        static void run(Leaks leaks) {
            Limiter limiter = new Limiter();
            Leaks.go(() -> limiter.token()).start();
            leaks.expect("Limiter.token", "receiver poll", "LinkedBlockingQueue")
                    .started("Limiter.run")
                    .made("Limiter.<init>");
        }
    }

    /** Each retry makes a new queue and a new thread, and only the last answer is taken. */
    static final class Retry {
        private Retry() {}

        static String call(int attempts) throws InterruptedException {
            for (int i = 0; ; i++) {
                int millis = i < attempts ? 120 : 0;
                BlockingQueue<String> answer = new SynchronousQueue<>(true);
                Leaks.go(() -> {
                            Thread.sleep(millis);
                            answer.put("pong");
                        })
                        .start();
                String got = answer.poll(millis == 0 ? 5000 : 10, TimeUnit.MILLISECONDS);
                if (got != null) {
                    return got;
                }
            }
        }

        static void run(Leaks leaks) throws InterruptedException {
            call(6);
            leaks.expect("Retry.call", "sender put", "SynchronousQueue").times(6);
        }
    }

    /** A task of one pool waits for a task of another, which waits for a task of the first. No worker is left. */
    static final class Nested {
        private static final ExecutorService OUTER = Executors.newFixedThreadPool(1, Spawn.factory());
        private static final ExecutorService INNER = Executors.newFixedThreadPool(1, Spawn.factory());

        private Nested() {}

        static void run(Leaks leaks) {
            Future<Object> unused = OUTER.submit(Nested::outer);
            leaks.expect("Nested.outer", "waiter get", "FutureTask")
                    .started("Nested.run")
                    .made("*")
                    .heldBy("Nested.inner");
            leaks.expect("Nested.inner", "waiter get", "FutureTask")
                    .started("Nested.outer")
                    .made("*")
                    .heldBy("Nested.outer");
        }

        private static Object outer() throws Exception {
            return INNER.submit(Nested::inner).get();
        }

        private static Object inner() throws Exception {
            return OUTER.submit(() -> "never").get(7, TimeUnit.HOURS);
        }
    }

    /** An actor that is its own queue and the task of its own thread. */
    static final class Mailbox extends LinkedBlockingQueue<String> implements Runnable {
        private static final long serialVersionUID = 1;

        @Override
        public void run() {
            try {
                while (true) {
                    take();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void run(Leaks leaks) {
            System1.start();
            // All frames belong to the queue itself, so only the thread's own frames remain.
            leaks.expect("*", "receiver take", "Services$Mailbox")
                    .started("System1.start")
                    .made("System1.start");
        }

        static final class System1 {
            private System1() {}

            static void start() {
                Spawn.unstarted("actor", new Mailbox()).start();
            }
        }
    }

    /** A class and members with names that look generated. */
    static final class Odd$Name {
        private final BlockingQueue<String> lambda$queue = new LinkedBlockingQueue<>();

        String take$1() throws InterruptedException {
            return lambda$queue.take();
        }

        static void run(Leaks leaks) {
            Odd$Name odd = new Odd$Name();
            Leaks.go(() -> odd.take$1()).start();
            leaks.expect("Name.take$1", "receiver take", "LinkedBlockingQueue")
                    .started("Name.run")
                    .made("Name.<init>");
        }
    }

    /** A plugin whose class loader is dropped after its thread leaked. It is deployed twice, as in a redeployment. */
    static final class Reloaded {
        private Reloaded() {}

        public static final class Plugin implements Runnable {
            private final BlockingQueue<String> commands = new SynchronousQueue<>();

            @Override
            public void run() {
                try {
                    commands.take();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static final class Loader extends ClassLoader {
            Loader() {
                super(Reloaded.class.getClassLoader());
            }

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (!name.equals(Plugin.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }

        static void deploy() throws ReflectiveOperationException {
            Constructor<?> make =
                    Class.forName(Plugin.class.getName(), true, new Loader()).getConstructor();
            Spawn.unstarted("plugin", (Runnable) make.newInstance()).start();
        }

        static void run(Leaks leaks) throws ReflectiveOperationException {
            deploy();
            deploy();
            leaks.expect("Plugin.run", "receiver take", "SynchronousQueue")
                    .started("Reloaded.deploy")
                    .made("Plugin.<init>")
                    .times(2);
        }
    }

    /** The subscriber of a publisher requests nothing, so submit waits for room. */
    static final class Publisher {
        private Publisher() {}

        static void run(Leaks leaks) {
            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 2);
            publisher.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {}

                @Override
                public void onNext(Integer item) {}

                @Override
                public void onError(Throwable error) {}

                @Override
                public void onComplete() {}
            });
            Leaks.go(() -> {
                        for (int i = 0; ; i++) {
                            publisher.submit(i);
                        }
                    })
                    .start();
            leaks.expect("Publisher.run", "sender submit", "SubmissionPublisher")
                    .made("*");
        }
    }

    /** A queue of the program that counts its room with permits. */
    static final class Bounded {
        private static final class Ring extends LinkedBlockingQueue<String> {
            private static final long serialVersionUID = 1;
            private final transient Semaphore room = new Semaphore(1);

            @Override
            public void put(String item) throws InterruptedException {
                room.acquire();
                super.put(item);
            }

            @Override
            public String take() throws InterruptedException {
                String item = super.take();
                room.release();
                return item;
            }
        }

        static void run(Leaks leaks) {
            Ring ring = new Ring();
            Leaks.go(() -> {
                        for (int i = 0; ; i++) {
                            ring.put("item " + i);
                        }
                    })
                    .start();
            leaks.expect("Bounded.run", "sender put", "Services$Bounded$Ring");
        }
    }

    /** A hand-made one-shot signal that nothing unparks. */
    static final class Parked {
        private volatile boolean ready;

        void await() {
            while (!ready) {
                LockSupport.park(this);
            }
        }

        static void run(Leaks leaks) {
            Parked parked = new Parked();
            Leaks.go(parked::await).start();
            leaks.expect("Parked.await", "waiter park", "Services$Parked")
                    .started("Parked.run")
                    .made("*");
        }
    }

    /** All tasks of a program run through one wrapper, as with tracing libraries. The leak is far below it. */
    static final class Traced {
        private record Context(Runnable task) implements Runnable {
            @Override
            public void run() {
                task.run();
            }
        }

        static void fork(Runnable task) {
            Spawn.unstarted("traced", new Context(task)).start();
        }

        static void run(Leaks leaks) {
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            fork(((Job) answers::take).body());
            leaks.expect("Job.body", "receiver take", "LinkedBlockingQueue")
                    .started("Traced.fork")
                    .made("Traced.run");
        }
    }

    /** A thousand leaks at one place, while other threads come and go. */
    static final class Herd {
        private Herd() {}

        static void handle(BlockingQueue<String> responses) {
            Leaks.go(() -> responses.put("late")).start();
        }

        static void run(Leaks leaks) throws InterruptedException {
            for (int i = 0; i < 1000; i++) {
                handle(new SynchronousQueue<>());
                Thread passing = Leaks.go(() -> Thread.sleep(1));
                passing.start();
                if (i % 100 == 0) {
                    passing.join();
                    System.gc();
                }
            }
            leaks.expect("Herd.handle", "sender put", "SynchronousQueue")
                    .made("Herd.run")
                    .times(1000);
        }
    }
}
