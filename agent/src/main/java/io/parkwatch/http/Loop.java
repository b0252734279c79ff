// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.microhttp.EventLoop;
import org.microhttp.Handler;
import org.microhttp.Options;

/** One run of microhttp's event loop, with what its version 0.11 leaves to others: names, leaks, and an end. */
final class Loop {
    private static final int REQUEST_SECONDS = 5;
    private static final int MOST_REQUEST_BYTES = 8 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;
    /** How often an idle loop wakes: seldom, and often enough for time-outs and for close. */
    private static final int TICK_MILLIS = 250;

    private static final int POKE_MILLIS = 200;
    private static final int END_MILLIS = 2000;

    private final InetAddress address;
    private final EventLoop loop;
    private final Connections connections;
    private final int port;
    private @Nullable Thread accepting;

    private Loop(InetAddress address, EventLoop loop, Connections connections) throws IOException {
        this.address = address;
        this.loop = loop;
        this.connections = connections;
        this.port = loop.getPort();
    }

    /**
     * Listens when it returns. The two threads take group, daemon state and context loader from the calling one, which must be the only
     * other one of its group.
     *
     * @param died released by a thread that throws, as it ends
     */
    static Loop open(InetAddress address, int port, Connections connections, Handler handler, Semaphore died)
            throws IOException {
        probe(address, port);
        EventLoop loop = new EventLoop(options(address, port), connections, handler);
        Loop opened = new Loop(address, loop, connections);
        try {
            opened.loop.start();
        } catch (OutOfMemoryError e) { // no more threads
            opened.loop.stop();
            throw e;
        }
        opened.accepting = nameThreads(died);
        return opened;
    }

    int port() {
        return port;
    }

    /**
     * The accepting thread must end before the answering one: a connection that it hands over later would be nobody's, never answered and
     * never closed. So a connection of our own holds the answering thread, and a second one wakes the accepting thread.
     */
    void stop() throws InterruptedException {
        CountDownLatch letGo = connections.holdNext(END_MILLIS);
        poke();
        connections.awaitHeld(POKE_MILLIS);
        loop.stop();
        poke();
        Thread accepts = accepting;
        if (accepts != null) {
            accepts.join(END_MILLIS);
        }
        letGo.countDown();
        loop.join();
    }

    private void poke() {
        try (Socket poke = new Socket()) {
            InetAddress to = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            poke.connect(new InetSocketAddress(to, port), POKE_MILLIS);
        } catch (IOException e) {
            // It has stopped accepting already, or will by its own clock.
        }
    }

    /**
     * microhttp leaves its selectors open where it cannot go on. So it is shown neither a busy port nor a program without file
     * descriptors, of which each attempt would take two more.
     */
    @SuppressWarnings("try") // they are opened only to see whether they can be
    private static void probe(InetAddress address, int port) throws IOException {
        try (Selector accept = Selector.open();
                Selector answer = Selector.open();
                ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(address, port));
        }
    }

    private static Options options(InetAddress address, int port) {
        return Options.builder()
                .withHost(address.getHostAddress())
                .withPort(port)
                .withConcurrency(1)
                .withResolution(Duration.ofMillis(TICK_MILLIS))
                .withRequestTimeout(Duration.ofSeconds(REQUEST_SECONDS))
                .withMaxRequestSize(MOST_REQUEST_BYTES)
                .withReadBufferSize(BUFFER_BYTES)
                .withAcceptLength(50)
                .build();
    }

    /** microhttp names its threads itself, and lets what they throw reach the program's handler of uncaught exceptions. Which accepts? */
    private static @Nullable Thread nameThreads(Semaphore died) {
        Thread accepting = null;
        Thread[] threads = new Thread[16];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread()) {
                threads[i].setUncaughtExceptionHandler(new Died(died));
                boolean answers = threads[i].getName().startsWith("connection");
                threads[i].setName(answers ? "parkwatch-http-answer" : "parkwatch-http-accept");
                accepting = answers ? accepting : threads[i];
            }
        }
        return accepting;
    }

    /** Tells of the death of a thread. */
    private record Died(Semaphore died) implements Thread.UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable e) {
            died.release();
        }
    }
}
