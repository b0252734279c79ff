// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import io.parkwatch.it.run.Spawn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A service under load, beside one stuck sender. Each request uses its own virtual threads (a pool on 17), a hand-over,
 * a lock and a future, and its result is checked.
 */
final class Served {
    private static final int CLIENTS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_SECONDS = 120;

    private final Executor executor =
            Runtime.version().feature() >= 21 ? Spawn::startVirtual : Executors.newFixedThreadPool(CLIENTS * 2);
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private long sum;

    public static void main(String[] args) throws Exception {
        Served program = new Served();
        SynchronousQueue<Long> forgotten = new SynchronousQueue<>();
        Thread stuck = Spawn.unstarted("stuck", () -> put(forgotten, 1));
        stuck.start();
        for (int i = 0; i < CLIENTS; i++) {
            Spawn.platform("client", program::ask).start();
        }
        System.out.println("ready");
        BufferedReader words = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = words.readLine(); word != null; word = words.readLine()) {
            System.out.println(word + ": " + program.answer(word));
        }
    }

    private void ask() {
        for (long i = 0; ; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            try {
                long answer = request(i);
                if (answer != 2 * i + 1) {
                    throw new IllegalStateException(i + " was answered with " + answer);
                }
                served.incrementAndGet();
            } catch (Exception | LinkageError e) {
                failed.incrementAndGet();
                System.err.println("a request failed: " + e);
            }
        }
    }

    private long request(long i) throws Exception {
        SynchronousQueue<Long> handOver = new SynchronousQueue<>();
        BlockingQueue<Long> answers = new ArrayBlockingQueue<>(1);
        Semaphore done = new Semaphore(0);
        executor.execute(() -> put(handOver, 2 * i));
        Long twice = handOver.poll(MOST_SECONDS, TimeUnit.SECONDS);
        if (twice == null) {
            throw new IllegalStateException("nobody handed over");
        }
        CompletableFuture<Long> future = new CompletableFuture<>();
        executor.execute(() -> {
            lock.lock();
            try {
                sum += i;
            } finally {
                lock.unlock();
            }
            future.complete(twice + 1);
            done.release();
        });
        answers.add(future.get(MOST_SECONDS, TimeUnit.SECONDS));
        if (!done.tryAcquire(MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the lock was not let go");
        }
        return answers.take();
    }

    private static void put(SynchronousQueue<Long> queue, long item) {
        try {
            queue.put(item);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String answer(String word) throws IOException {
        if (word.startsWith("groups ")) {
            return Groups.names();
        }
        if (word.startsWith("figures ")) {
            System.gc();
            return figures();
        }
        throw new IOException("what is " + word + "?");
    }

    /** Returns the figures after a collection. */
    private String figures() throws IOException {
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        return "served=" + served + " failed=" + failed + " metaspaceKb=" + metaspace / 1024
                + " classes=" + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()
                + " threads=" + entries("task") + " files=" + entries("fd");
    }

    /** Returns 0 if the system has no such folder. */
    private static long entries(String what) throws IOException {
        Path folder = Path.of("/proc/self", what);
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }
}
