// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Waits that are not findings, each for another reason. */
final class LeftOut {
    private LeftOut() {}

    /** Named by the option {@code ignore}. */
    static final class Quiet {
        private Quiet() {}

        static void wait(CountDownLatch latch) throws InterruptedException {
            latch.await();
        }
    }

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        for (int i = 0; i < 2; i++) {
            scene.thread(() -> TimeUnit.HOURS.sleep(1)).start();
        }
        scene.thread(() -> Quiet.wait(new CountDownLatch(1))).start();
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(() -> {}).get();
        try (ServerSocket server = new ServerSocket(0, 3, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
                scene.thread(() -> socket.getInputStream().read()).start();
            }
            scene.play();
        }
    }
}
