// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two classes whose initializers wait for each other; or, with {@code healthy}, threads that the JVM calls RUNNABLE
 * too. The main thread reads standard input.
 */
final class Initializers {
    private static final CountDownLatch BOTH = new CountDownLatch(2);
    private static final CountDownLatch BEGUN = new CountDownLatch(2);

    private static volatile long work;

    private Initializers() {}

    static final class First {
        static {
            meet();
            Second.touch();
        }

        private First() {}

        static void touch() {}
    }

    static final class Second {
        static {
            meet();
            First.touch();
        }

        private Second() {}

        static void touch() {}
    }

    static final class Works {
        static {
            BEGUN.countDown();
            work();
        }

        private Works() {}

        static void touch() {}
    }

    static final class Sleeps {
        static {
            BEGUN.countDown();
            sleep();
        }

        private Sleeps() {}

        static void touch() {}
    }

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        if (args[0].equals("deadlock")) {
            start(scene, First::touch);
            start(scene, Second::touch);
            BOTH.await();
        } else {
            healthy(scene);
        }
        scene.play();
    }

    private static void healthy(Scene scene) throws Exception {
        ServerSocket server = new ServerSocket(0, 3, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        ServerSocket quiet = new ServerSocket(0, 3, InetAddress.getLoopbackAddress());
        scene.onRelease(server::close); // keeps it alive: collecting it would end the read
        start(scene, quiet::accept);
        start(scene, () -> socket.getInputStream().read());
        start(scene, () -> Selector.open().select());
        start(scene, Works::touch);
        start(scene, Sleeps::touch);
        BEGUN.await();
        // These two wait, each for an initializer that still runs.
        start(scene, Works::touch);
        start(scene, Sleeps::touch);
    }

    private static void start(Scene scene, Job task) {
        scene.thread(task).start();
    }

    private static void meet() {
        BOTH.countDown();
        try {
            BOTH.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // the value does not matter
    private static void work() {
        while (work >= 0) {
            work = (work + 1) & Integer.MAX_VALUE;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.HOURS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
