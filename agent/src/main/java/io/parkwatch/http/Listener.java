// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Problem;
import io.parkwatch.http.Endpoint.Settings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loop alive. A thread of ours makes it, so that its threads are daemons outside the program's groups, and then waits for its
 * end: it gives up for good when the program is out of file descriptors, and is then made anew.
 */
final class Listener implements Runnable {
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

    private volatile @Nullable Loop loop;
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
        thread = new Thread(group(), this, "parkwatch-http", 0, false);
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

    @Override
    public void run() {
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
            Thread.currentThread().interrupt(); // nobody but us knows this thread, and we do not interrupt it
        }
    }

    /** Waits until the loops are to end or must begin anew; true if it is for ever. */
    private boolean ended() throws InterruptedException {
        Loop running = loop;
        if (running != null) {
            wake.acquire();
            running.stop();
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
                Connections connections = new Connections(nanoTime, wake);
                Loop opened = Loop.open(address, candidate, connections, router.within(connections), wake);
                port = opened.port();
                loop = opened;
                return;
            } catch (IOException e) {
                reason = e;
            } catch (RuntimeException | OutOfMemoryError e) { // no direct memory left, or a security manager
                reason = new IOException(e.toString(), e);
            }
        }
        if (reason instanceof BindException
                && String.valueOf(reason.getMessage()).startsWith("Cannot assign")) {
            throw new IOException(
                    "no HTTP: host=" + address.getHostAddress()
                            + " is no address of this machine; give one that is, 0.0.0.0 for all, or port=off",
                    reason);
        }
        String ports = first == last ? Integer.toString(first) : first + "-" + last;
        throw new IOException(
                "no HTTP: port=" + ports + " cannot be bound on " + address.getHostAddress() + " ("
                        + reason.getMessage() + "); give another port, a range such as 9699-9709, or port=off",
                reason);
    }

    @SuppressWarnings("removal") // does nothing from 19 on
    private static ThreadGroup group() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        ThreadGroup group = new ThreadGroup(root, "parkwatch-http");
        // On 17 and 18 only a daemon group goes with its last thread; others stay at the root for ever.
        group.setDaemon(true);
        return group;
    }
}
