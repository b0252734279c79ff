// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The main method waits in one way after another, and goes on to the next on {@code next}. */
final class MainHangs {
    private static volatile CompletableFuture<String> gate = new CompletableFuture<>();
    private static volatile Closeable listening = () -> {};

    private MainHangs() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        scene.on("next", () -> gate.complete("next"));
        scene.on("serve", MainHangs::serve);
        scene.on("close", () -> listening.close());
        Job words = scene::play;
        Spawn.platform("words", words.body()).start();
        run();
    }

    private static void run() throws Exception {
        fetch();
        gate = new CompletableFuture<>();
        invoke();
        gate = new CompletableFuture<>();
        joinHealthy();
        gate = new CompletableFuture<>();
        joinStuck();
        gate = new CompletableFuture<>();
        latch();
        Thread.currentThread().join();
    }

    private static void serve() throws Exception {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listening = socket;
        Job accepts = () -> socket.accept();
        Spawn.platform("accepts", accepts.body()).start();
    }

    private static void fetch() {
        gate.join();
    }

    private static void invoke() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        Callable<String> task = MainHangs::task;
        pool.invokeAll(List.of(task));
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.HOURS);
    }

    private static String task() throws Exception {
        return gate.get();
    }

    private static void joinHealthy() throws Exception {
        Job works = () -> {
            while (!gate.isDone()) {
                Thread.sleep(20);
            }
        };
        Thread thread = Spawn.unstarted("healthy", works.body());
        thread.start();
        thread.join();
    }

    private static void joinStuck() throws Exception {
        Job sticks = MainHangs::stick;
        Thread thread = Spawn.unstarted("stuck", sticks.body());
        thread.start();
        thread.join();
    }

    private static void stick() throws Exception {
        gate.get();
    }

    private static void latch() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<Void> unused = gate.thenRun(latch::countDown);
        latch.await();
    }
}
