// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.own.Pipe;
import io.parkwatch.it.run.Scene;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** A program whose threads get stuck in many ways. */
final class Hungry {
    /** The number of findings. */
    static final int WAYS = 7;

    private Hungry() {}

    @SuppressWarnings("LockNotBeforeTry") // stays locked until the release
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
        scene.play();
    }
}
