// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Has one thread for each reason why a thread is in a finding or in none, and a hundred that begin to wait again. */
final class Unfound {
    private static final int MANY = 101;

    private Unfound() {}

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        start(scene, "stuck-1", () -> queue.put("a"));
        if (Runtime.version().feature() >= 21) {
            Spawn.virtual("stuck-2", ((Job) () -> queue.put("a")).body()).start();
        }
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> Spawn.platform("idle-1", task));
        pool.submit(() -> {}).get();
        start(scene, "asleep-1", () -> Thread.sleep(TimeUnit.HOURS.toMillis(1)));
        start(scene, "ignored-1", () -> Ignored.take(new ArrayBlockingQueue<>(1)));
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(scene, "reader-1", () -> read(server));
        ArrayBlockingQueue<String> polled = new ArrayBlockingQueue<>(1);
        for (int i = 0; i < MANY; i++) {
            start(scene, "young-" + i, () -> poll(polled));
        }
        scene.play();
    }

    private static void start(Scene scene, String name, Job task) {
        Thread thread = scene.thread(task);
        thread.setName(name);
        thread.start();
    }

    private static void read(ServerSocket server) throws Exception {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            socket.getInputStream().read();
        }
    }

    /** Waits again twice in a threshold, and never for that long. */
    private static void poll(ArrayBlockingQueue<String> queue) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            queue.poll(500, TimeUnit.MILLISECONDS);
        }
    }

    /** What the option {@code ignore} names. */
    static final class Ignored {
        private Ignored() {}

        static void take(ArrayBlockingQueue<String> queue) throws InterruptedException {
            queue.take();
        }
    }
}
