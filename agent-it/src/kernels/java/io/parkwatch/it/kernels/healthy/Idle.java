// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.healthy;

import com.sun.net.httpserver.HttpServer;
import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.lang.ref.ReferenceQueue;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Servers and pools that did some work and now have none, so their threads wait for hours. */
@SuppressWarnings({"NullAway", "ThreadPriorityCheck", "UnusedVariable"}) // Written as production code is.
final class Idle {
    private static final List<Object> KEPT = new ArrayList<>();

    private Idle() {}

    static void start() throws Exception {
        pools();
        ownPools();
        schedulers();
        forkJoin();
        servers();
        sockets();
        channels();
        cleaners();
    }

    private static <T> T kept(T of) {
        KEPT.add(of);
        return of;
    }

    private static void used(ExecutorService pool) {
        for (int i = 0; i < 6; i++) {
            kept(pool).execute(() -> Thread.yield());
        }
    }

    private static void pools() {
        used(Executors.newFixedThreadPool(3));
        used(Executors.newFixedThreadPool(2, Spawn.factory()));
        used(Executors.newCachedThreadPool());
        used(Executors.newCachedThreadPool(Spawn.factory()));
        used(Executors.newSingleThreadExecutor());
        used(Executors.newWorkStealingPool());
        used(Spawn.perTask());
        used(Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1)));
    }

    /** Makes pools as programs do: subclasses, unusual queues, wrapped workers, keep-alives. */
    private static void ownPools() {
        used(new Counting(2, new LinkedBlockingQueue<>()));
        used(new Counting(2, new LinkedBlockingDeque<>(10)));
        used(new Counting(1, new LinkedTransferQueue<>()));
        used(new Counting(1, new PriorityBlockingQueue<>(8, Comparator.comparing(Object::toString))));
        used(new Counting(1, new Eager()));
        used(new Counting(2, new Gated<>()));
        ThreadPoolExecutor ends = new ThreadPoolExecutor(
                2, 4, 1, TimeUnit.HOURS, new SynchronousQueue<>(true), new ThreadPoolExecutor.CallerRunsPolicy());
        ends.allowCoreThreadTimeOut(true);
        used(ends);
        used(new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(3),
                task -> Spawn.unstarted("wrapped", () -> around(task)),
                new ThreadPoolExecutor.DiscardOldestPolicy()));
    }

    private static void around(Runnable worker) {
        try {
            worker.run();
        } finally {
            KEPT.add(worker);
        }
    }

    private static final class Counting extends ThreadPoolExecutor {
        private long done;

        Counting(int size, BlockingQueue<Runnable> queue) {
            super(size, size, 0, TimeUnit.SECONDS, queue, Spawn.factory());
            prestartAllCoreThreads();
        }

        @Override
        public void execute(Runnable task) {
            super.execute(new Ordered(task));
        }

        @Override
        protected void afterExecute(Runnable task, Throwable thrown) {
            done++;
        }
    }

    private record Ordered(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    /** Accepts a task only if a worker waits, as in servers that add workers before they queue. */
    private static final class Eager extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task) || super.offer(task);
        }

        @Override
        public Runnable take() throws InterruptedException {
            return super.take();
        }
    }

    /** A queue that waits in a helper of its own, which is not a queue. */
    private static final class Gated<E> extends AbstractQueue<E> implements BlockingQueue<E> {
        private final ConcurrentLinkedQueue<E> items = new ConcurrentLinkedQueue<>();
        private final Gate gate = new Gate();

        private static final class Gate {
            private final Semaphore open = new Semaphore(0);

            void pass() throws InterruptedException {
                open.acquire();
            }

            boolean pass(long time, TimeUnit unit) throws InterruptedException {
                return open.tryAcquire(time, unit);
            }
        }

        @Override
        public boolean offer(E item) {
            items.add(item);
            gate.open.release();
            return true;
        }

        @Override
        public void put(E item) {
            offer(item);
        }

        @Override
        public boolean offer(E item, long time, TimeUnit unit) {
            return offer(item);
        }

        @Override
        public E take() throws InterruptedException {
            gate.pass();
            return items.poll();
        }

        @Override
        public E poll(long time, TimeUnit unit) throws InterruptedException {
            return gate.pass(time, unit) ? items.poll() : null;
        }

        @Override
        public E poll() {
            return gate.open.tryAcquire() ? items.poll() : null;
        }

        @Override
        public E peek() {
            return items.peek();
        }

        @Override
        public int remainingCapacity() {
            return Integer.MAX_VALUE;
        }

        @Override
        public int drainTo(Collection<? super E> into) {
            return drainTo(into, Integer.MAX_VALUE);
        }

        @Override
        public int drainTo(Collection<? super E> into, int most) {
            int n = 0;
            for (E item = poll(); item != null && n < most; item = poll()) {
                into.add(item);
                n++;
            }
            return n;
        }

        @Override
        public Iterator<E> iterator() {
            return items.iterator();
        }

        @Override
        public int size() {
            return items.size();
        }
    }

    private static void schedulers() {
        ScheduledExecutorService nothing = kept(Executors.newScheduledThreadPool(2, Spawn.factory()));
        nothing.execute(() -> Thread.yield());
        ScheduledThreadPoolExecutor far = kept(new ScheduledThreadPoolExecutor(3));
        far.prestartAllCoreThreads();
        kept(far.schedule(() -> Thread.yield(), 3, TimeUnit.HOURS));
        kept(far.scheduleWithFixedDelay(() -> Thread.yield(), 0, 30, TimeUnit.SECONDS));
        kept(Executors.newSingleThreadScheduledExecutor().schedule(() -> Thread.yield(), 1, TimeUnit.DAYS));
        Timer timer = kept(new Timer("far", true));
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        Thread.yield();
                    }
                },
                0,
                TimeUnit.HOURS.toMillis(1));
        kept(new Timer(true));
        Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.HOURS);
        kept(CompletableFuture.runAsync(() -> Thread.yield(), later));
        kept(new CompletableFuture<String>().orTimeout(2, TimeUnit.HOURS));
    }

    private static void forkJoin() {
        kept(IntStream.range(0, 1000).parallel().map(i -> i * 2).sum());
        ForkJoinPool pool = kept(new ForkJoinPool(3));
        kept(pool.submit(() -> IntStream.range(0, 1000).parallel().sum()).join());
        kept(CompletableFuture.supplyAsync(() -> 1).thenApplyAsync(i -> i + 1).join());
        ForkJoinPool async = new ForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        kept(async).execute(() -> Thread.yield());
    }

    private static void servers() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Spawn.perTask());
        server.createContext("/", exchange -> {
            byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        HttpClient client = kept(HttpClient.newHttpClient());
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"))
                .build();
        for (int i = 0; i < 5; i++) {
            client.send(request, HttpResponse.BodyHandlers.ofString());
            client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
        }
        kept(server);
    }

    /** Starts threads of this run's kind that accept and read where nothing connects or writes. */
    private static void sockets() throws IOException {
        ServerSocket quiet = kept(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        run(quiet::accept);
        ServerSocket server = kept(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
        run(() -> {
            while (true) {
                Socket accepted = kept(server.accept());
                run(() -> accepted.getInputStream().transferTo(OutputStream.nullOutputStream()));
            }
        });
        for (int i = 0; i < 3; i++) {
            Socket client = kept(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
            InputStream in = client.getInputStream();
            run(in::read);
        }
        Socket patient = kept(new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()));
        patient.setSoTimeout(3_600_000);
        run(() -> patient.getInputStream().read());
        DatagramSocket datagrams = kept(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        run(() -> datagrams.receive(new DatagramPacket(new byte[10], 10)));
    }

    private static void run(Job task) {
        Thread thread = Spawn.unstarted("network", task.body());
        thread.start();
    }

    private static void channels() throws Exception {
        ServerSocketChannel server =
                kept(ServerSocketChannel.open()).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        run(server::accept);
        Pipe pipe = kept(Pipe.open());
        run(() -> pipe.source().read(ByteBuffer.allocate(1)));
        Selector selector = kept(Selector.open());
        run(selector::select);
        AsynchronousServerSocketChannel async = kept(AsynchronousServerSocketChannel.open())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        async.accept(null, new CompletionHandler<AsynchronousSocketChannel, Void>() {
            @Override
            public void completed(AsynchronousSocketChannel channel, Void attachment) {
                kept(channel);
            }

            @Override
            public void failed(Throwable thrown, Void attachment) {
                Thread.yield();
            }
        });
        Path folder = Files.createTempDirectory("idle");
        folder.toFile().deleteOnExit();
        WatchService watch = kept(FileSystems.getDefault().newWatchService());
        folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        run(watch::take);
        WatchService other = kept(FileSystems.getDefault().newWatchService());
        run(() -> {
            while (true) {
                other.poll(1, TimeUnit.HOURS);
            }
        });
    }

    private static void cleaners() {
        Cleaner cleaner = kept(Cleaner.create());
        kept(cleaner.register(kept(new Object()), () -> Thread.yield()));
        ReferenceQueue<Object> collected = kept(new ReferenceQueue<>());
        run(collected::remove);
        run(() -> {
            while (true) {
                collected.remove(3_600_000);
            }
        });
        run(() -> TimeUnit.HOURS.sleep(1));
    }
}
