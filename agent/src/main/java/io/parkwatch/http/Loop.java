// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.AgentThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.microhttp.EventLoop;
import org.microhttp.Handler;
import org.microhttp.Options;

/** One run of microhttp's event loop. Adds what version 0.11 lacks: its own threads, no leaks, and an orderly end. */
final class Loop implements Thread.UncaughtExceptionHandler {
    private static final int REQUEST_SECONDS = 5;
    private static final int MOST_REQUEST_BYTES = 8 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;
    /** How often an idle loop wakes up: rarely, but often enough for time-outs and for close. */
    private static final int TICK_MILLIS = 250;

    private static final int POKE_MILLIS = 200;
    private static final int END_MILLIS = 1500;

    private final InetAddress address;
    private final EventLoop loop;
    private final Connections connections;
    private final int port;
    private final Consumer<Throwable> died;
    private final Thread accepting;
    private final Thread answering;
    private volatile boolean over;

    private Loop(
            InetAddress address, EventLoop loop, Connections connections, ThreadGroup group, Consumer<Throwable> died)
            throws IOException {
        this.address = address;
        this.loop = loop;
        this.connections = connections;
        this.port = loop.getPort();
        this.died = died;
        this.accepting = new AgentThread(group, loop, "parkwatch-http-accept", this);
        this.answering = new AgentThread(group, loop.answering(), "parkwatch-http-answer", this);
    }

    /**
     * Opens a loop, which listens when this returns but has not been started.
     *
     * @param group the group of its threads
     * @param died takes the exception that ends a thread
     */
    static Loop open(
            InetAddress address,
            int port,
            Connections connections,
            Handler handler,
            ThreadGroup group,
            Consumer<Throwable> died)
            throws IOException {
        EventLoop loop = new EventLoop(options(address, port), connections, handler);
        try {
            return new Loop(address, loop, connections, group, died);
        } catch (Throwable e) {
            loop.close();
            throw e;
        }
    }

    /** Starts its threads. If this fails with one thread started, or none, the loop is dead. */
    void start() {
        accepting.start();
        answering.start();
    }

    /** Reports whether the loop has lost one of its threads. */
    boolean isDead() {
        return !accepting.isAlive() || !answering.isAlive();
    }

    int port() {
        return port;
    }

    /**
     * Stops the loop. The accepting thread must end before the answering thread: a connection handed over later would
     * never be answered and never be closed. So this opens a connection that holds the answering thread, and a second
     * one that wakes the accepting thread.
     */
    void stop() throws InterruptedException {
        try {
            if (!isDead()) {
                end();
            }
        } finally {
            close();
        }
    }

    private void end() throws InterruptedException {
        CountDownLatch letGo = connections.holdNext(END_MILLIS);
        poke();
        connections.awaitHeld(POKE_MILLIS);
        loop.stop();
        poke();
        accepting.join(END_MILLIS);
        letGo.countDown();
        answering.join(END_MILLIS);
    }

    /** Closes all channels, whatever the threads do. Returns false if another call may close more. */
    boolean close() {
        over = true;
        return loop.close();
    }

    private void poke() {
        try (Socket poke = new Socket()) {
            InetAddress to = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            poke.connect(new InetSocketAddress(to, port), POKE_MILLIS);
        } catch (IOException e) {
            // The accepting thread has stopped already, or will at its next tick.
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

    /** Reports the death of one of its threads. */
    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        try {
            if (!over) { // else closing the loop ended the thread
                died.accept(e);
            }
        } catch (Throwable again) {
            // Stopped once more, which the JVM would print. The listener notices the death within a second.
        }
    }
}
