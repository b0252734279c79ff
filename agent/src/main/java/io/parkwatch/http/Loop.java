// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.OwnThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.microhttp.EventLoop;
import org.microhttp.Handler;
import org.microhttp.Options;

/** One run of microhttp's event loop, with what its version 0.11 leaves to others: threads, leaks, and an end. */
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
    private final Thread accepting;
    private final Thread answering;

    private Loop(InetAddress address, EventLoop loop, Connections connections, ThreadGroup group, Runnable died)
            throws IOException {
        this.address = address;
        this.loop = loop;
        this.connections = connections;
        this.port = loop.getPort();
        Died handler = new Died(died);
        this.accepting = new OwnThread(group, LoopThreads.accepting(loop), "parkwatch-http-accept", handler);
        this.answering = new OwnThread(group, LoopThreads.answering(loop), "parkwatch-http-answer", handler);
    }

    /**
     * Listens when it returns.
     *
     * @param group of its threads
     * @param died run by a thread that throws, as it ends
     */
    static Loop open(
            InetAddress address, int port, Connections connections, Handler handler, ThreadGroup group, Runnable died)
            throws IOException {
        probe(address, port);
        EventLoop loop = new EventLoop(options(address, port), connections, handler);
        Loop opened = new Loop(address, loop, connections, group, died);
        opened.accepting.start();
        try {
            opened.answering.start();
        } catch (OutOfMemoryError e) { // no more threads
            loop.stop();
            throw e;
        }
        return opened;
    }

    /** Whether it has lost one of its threads. */
    boolean isDead() {
        return !accepting.isAlive() || !answering.isAlive();
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
        accepting.join(END_MILLIS);
        letGo.countDown();
        answering.join();
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

    /** Tells of the death of a thread. */
    private record Died(Runnable died) implements Thread.UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable e) {
            died.run();
        }
    }
}
