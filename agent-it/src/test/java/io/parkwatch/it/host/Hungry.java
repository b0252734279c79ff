// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.own.Pipe;
import io.parkwatch.it.run.Scene;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A program whose threads get stuck in many ways, and that has no memory left meanwhile. */
final class Hungry {
    /** Findings. */
    static final int WAYS = 7;

    private static final int CHUNK = 1 << 16;

    private Hungry() {}

    @SuppressWarnings("LockNotBeforeTry") // it stays locked until it is released
    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        Executors.newFixedThreadPool(1, task -> {
                    Thread worker = new Thread(task);
                    worker.setDaemon(true);
                    return worker;
                })
                .execute(() -> {});
        SynchronousQueue<String> handOver = new SynchronousQueue<>();
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Semaphore permits = new Semaphore(0);
        CompletableFuture<String> future = new CompletableFuture<>();
        CountDownLatch latch = new CountDownLatch(1);
        Pipe own = new Pipe();
        scene.onRelease(lock::unlock);
        scene.onRelease(() -> future.complete("done"));
        scene.on("stick", () -> {
            scene.thread(() -> handOver.put("item")).start();
            scene.thread(queue::take).start();
            scene.thread(lock::lockInterruptibly).start();
            scene.thread(permits::acquire).start();
            scene.thread(future::get).start();
            scene.thread(latch::await).start();
            scene.thread(() -> {
                        own.send("a");
                        own.send("b");
                    })
                    .start();
        });
        scene.on("pipe", () -> {
            PipedInputStream pipe = new PipedInputStream(new PipedOutputStream());
            scene.thread(pipe::read).start();
        });
        scene.on("eat", Hungry::eat);
        scene.play();
    }

    /** For three seconds there is no memory most of the time. */
    private static void eat() {
        long until = System.nanoTime() + 3_000_000_000L;
        int chunks = 0;
        while (System.nanoTime() < until) {
            List<byte[]> eaten = new ArrayList<>(1 << 16);
            int size = CHUNK;
            while (size > 8 && System.nanoTime() < until) {
                try {
                    eaten.add(new byte[size]);
                } catch (OutOfMemoryError e) {
                    size /= 2;
                }
            }
            chunks += eaten.size();
        }
        System.out.println("eaten " + chunks);
    }
}
