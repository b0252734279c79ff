// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Problem;
import io.parkwatch.http.Endpoint.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.microhttp.EventLoop;
import org.microhttp.Options;

/**
 * Keeps microhttp's event loop alive. Its two threads take group, daemon state and context loader from the thread that makes them, so a
 * thread of ours does; that thread then waits for their end, since they give up for good when the program is out of file descriptors.
 */
final class Listener {
    private static final Duration REQUEST_TIME = Duration.ofSeconds(5);
    private static final int MOST_REQUEST_BYTES = 8 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024;
    /** How often an idle loop wakes: seldom, and often enough for time-outs and for close. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final int POKE_MILLIS = 200;
    private static final long CLOSE_SECONDS = 5;

    private final InetAddress address;
    private final Settings settings;
    private final Router router;
    private final LongSupplier nanoTime;
    private final Thread thread;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    /** Released to end the loops: by close, by a limit, or as they died. */
    private final Semaphore wake = new Semaphore(0);

    private volatile @Nullable EventLoop loop;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Problem problem;
    private volatile int port;

    Listener(InetAddress address, Settings settings, Router router, LongSupplier nanoTime) {
        this.address = address;
        this.settings = settings;
        this.router = router;
        this.nanoTime = nanoTime;
        // A group at the root: the program may list or interrupt the threads of its own group. No inherited
        // thread-locals of the program.
        thread = new Thread(new ThreadGroup(rootGroup(), "parkwatch-http"), this::run, "parkwatch-http", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Listener.class.getClassLoader());
    }

    void start() throws IOException {
        thread.start();
        try {
            started.await();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("no HTTP: the thread that starts it was interrupted");
        }
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    int port() {
        return port;
    }

    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    void close() {
        closed.countDown();
        wake.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            listen(settings.firstPort(), settings.lastPort());
        } catch (IOException e) {
            failure = e;
            return;
        } finally {
            started.countDown();
        }
        try {
            while (!ended()) {
                listenAgain();
            }
        } catch (InterruptedException e) {
            stopLoop(); // nobody but us interrupts this thread, and we do not
        }
    }

    /** Waits until the loops are to end or must begin anew; true if it is for ever. */
    private boolean ended() throws InterruptedException {
        EventLoop running = loop;
        if (running != null) {
            wake.acquire();
            stopLoop();
            running.join();
            wake.drainPermits();
        }
        return closed.await(1, TimeUnit.SECONDS); // never faster, or a lasting fault would make a busy loop
    }

    private void listenAgain() {
        loop = null;
        try {
            listen(port, port);
            problem = null;
        } catch (IOException e) {
            problem = new Problem("http", "HTTP is interrupted, port " + port + " is tried again: " + e.getMessage());
        }
    }

    private void listen(int first, int last) throws IOException {
        IOException reason = new IOException("no such port");
        for (int candidate = first; candidate <= last; candidate++) {
            try {
                probe(candidate);
                open(candidate);
                return;
            } catch (IOException e) {
                reason = e;
            } catch (RuntimeException | OutOfMemoryError e) { // no direct memory left, or a security manager
                reason = new IOException(e.toString(), e);
            }
        }
        String ports = first == last ? Integer.toString(first) : first + "-" + last;
        throw new IOException(
                "no HTTP: port=" + ports + " cannot be bound on " + address.getHostAddress() + " ("
                        + reason.getMessage() + "); give another port, a range such as 9699-9709, or port=off",
                reason);
    }

    /**
     * microhttp leaves its selectors open where it cannot go on. So it is shown neither a busy port nor a program without file
     * descriptors, of which each attempt would take two more.
     */
    @SuppressWarnings("try") // they are opened only to see whether they can be
    private void probe(int candidate) throws IOException {
        try (Selector accept = Selector.open();
                Selector answer = Selector.open();
                ServerSocketChannel channel = ServerSocketChannel.open()) {
            channel.bind(new InetSocketAddress(address, candidate));
        }
    }

    private void open(int candidate) throws IOException {
        Connections connections = new Connections(nanoTime, wake::release);
        EventLoop made = new EventLoop(options(candidate), connections, router.within(connections));
        port = made.getPort();
        loop = made;
        try {
            made.start();
        } catch (OutOfMemoryError e) { // no more threads
            made.stop();
            throw e;
        }
        nameThreads();
    }

    private Options options(int candidate) {
        return Options.builder()
                .withHost(address.getHostAddress())
                .withPort(candidate)
                .withConcurrency(1)
                .withResolution(TICK)
                .withRequestTimeout(REQUEST_TIME)
                .withMaxRequestSize(MOST_REQUEST_BYTES)
                .withReadBufferSize(BUFFER_BYTES)
                .withAcceptLength(50)
                .build();
    }

    /** microhttp names its threads itself, and lets what they throw reach the program's handler of uncaught exceptions. */
    private void nameThreads() {
        Thread[] threads = new Thread[16];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread()) {
                threads[i].setUncaughtExceptionHandler((t, e) -> wake.release());
                threads[i].setName(
                        threads[i].getName().startsWith("connection")
                                ? "parkwatch-http-answer"
                                : "parkwatch-http-accept");
            }
        }
    }

    /**
     * A connection of our own wakes the accepting thread, so that it ends before the answering one. A connection that it accepted later
     * would be nobody's: never answered, never closed.
     */
    private void stopLoop() {
        EventLoop running = loop;
        if (running == null) {
            return;
        }
        running.stop();
        try (Socket poke = new Socket()) {
            InetAddress to = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
            poke.connect(new InetSocketAddress(to, port), POKE_MILLIS);
        } catch (IOException e) {
            // It has stopped accepting already, or will by its own clock.
        }
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
