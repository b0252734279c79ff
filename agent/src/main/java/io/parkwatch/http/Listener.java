// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.Kept;
import io.parkwatch.OwnThread;
import io.parkwatch.Repeated;
import io.parkwatch.finding.Problem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loop alive. A thread of ours makes it, so that its threads are daemons outside the program's groups, and then
 * waits for its end: it gives up for good when the program is out of file descriptors, and is then made anew.
 */
final class Listener implements Runnable {
    private static final long CLOSE_SECONDS = 5;
    private static final long TICK = 1_000_000_000;

    private final InetAddress address;
    private final HttpSettings settings;
    private final Router router;
    private final LongSupplier nanoTime;
    private final ThreadGroup group = new ThreadGroup(OwnThread.root(), "parkwatch-http");
    private final Kept thread = new Kept(group, this, "parkwatch-http");
    private final CountDownLatch started = new CountDownLatch(1);
    // No latch or lock to wait on: a thread that is stopped there stays in its queue, before all that come later.
    private volatile boolean closed;
    /** The loop is to end: a limit was reached, or it died. */
    private volatile boolean restart;

    private volatile @Nullable Loop loop;
    /** Why it died; null: it lives. */
    private volatile @Nullable Throwable death;

    private final Repeated lost;
    private final Repeated back;
    private boolean interrupted;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Problem problem;
    private volatile int port;

    Listener(InetAddress address, HttpSettings settings, Router router, LongSupplier nanoTime) {
        this.address = address;
        this.settings = settings;
        this.router = router;
        this.nanoTime = nanoTime;
        this.lost = new Repeated(nanoTime);
        this.back = new Repeated(nanoTime);
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
            close();
            throw failed;
        }
    }

    int port() {
        return port;
    }

    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    void revive() {
        thread.revive();
    }

    /**
     * What ends a loop: a limit that was reached, or the death of a thread. One class, where two lambdas would be four
     * at each start.
     */
    private record LoopEnd(Listener of) implements Runnable, Consumer<Throwable> {
        @Override
        public void run() {
            of.restart();
        }

        @Override
        public void accept(Throwable cause) {
            of.died(cause);
        }
    }

    private void died(Throwable cause) {
        death = cause;
        restart();
    }

    private void restart() {
        restart = true;
        thread.wake();
    }

    void close() {
        closed = true;
        boolean ended = thread.end(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        Loop left = loop;
        if (left != null) { // the thread died, or has not ended in time
            left.close();
        }
        if (ended) {
            destroyGroup();
        }
    }

    /** Another thread may call it again. */
    @Override
    public void run() {
        if (started.getCount() > 0) {
            try {
                listen(settings.firstPort(), settings.lastPort());
            } catch (IOException e) {
                failure = e;
                return;
            } finally {
                started.countDown();
            }
        }
        try {
            while (!ended()) {
                listenAgain();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // it is kept, and goes on
        }
    }

    /** Waits until the loops are to end or must begin anew; true if it is for ever. */
    private boolean ended() throws InterruptedException {
        Loop running = loop;
        if (running != null) {
            while (!closed && !restart && !running.isDead()) {
                LockSupport.parkNanos(this, TICK);
            }
            stop(running);
        }
        long until = nanoTime.getAsLong() + TICK; // never faster, or a lasting fault would make a busy loop
        for (long left = TICK; !closed && left > 0; left = until - nanoTime.getAsLong()) {
            LockSupport.parkNanos(this, left);
        }
        return closed;
    }

    /** What it cannot stop for want of memory it stops the next time. */
    private void stop(Loop running) throws InterruptedException {
        boolean died = death != null || running.isDead();
        try {
            running.stop();
        } catch (OutOfMemoryError e) {
            death = e;
        }
        if (running.close()) {
            loop = null;
            restart = false;
        }
        if (died && !closed) {
            Throwable cause = death;
            interrupted("a thread ended" + (cause == null ? "" : ": " + cause));
        }
        death = null;
    }

    private void interrupted(String reason) {
        String text = "HTTP is interrupted, port " + port + " is tried again: " + reason;
        problem = new Problem("http", text);
        if (!interrupted) {
            interrupted = true;
            lost.line(text);
        }
    }

    private void listenAgain() {
        if (loop != null) {
            return; // it still has the port
        }
        try {
            int bound = port; // none yet: the first thread died before
            listen(bound == 0 ? settings.firstPort() : bound, bound == 0 ? settings.lastPort() : bound);
            problem = null;
            if (interrupted) {
                interrupted = false;
                back.line("HTTP is back, port " + port);
            }
        } catch (IOException e) {
            interrupted(String.valueOf(e.getMessage()));
        }
    }

    private void listen(int first, int last) throws IOException {
        IOException reason = new IOException("no such port");
        for (int candidate = first; candidate <= last; candidate++) {
            try {
                LoopEnd end = new LoopEnd(this);
                Connections connections = new Connections(nanoTime, end);
                Loop opened = Loop.open(address, candidate, connections, router.within(connections), group, end);
                loop = opened; // first, so that it is stopped whatever this thread dies of
                port = opened.port();
                opened.start();
                // Its native name, which Linux cuts at 15 bytes, tells `list` the port.
                Thread.currentThread().setName("parkwatch:" + port);
                return;
            } catch (IOException e) {
                reason = e;
            } catch (RuntimeException | OutOfMemoryError e) { // no direct memory left, or a security manager
                Loop half = loop;
                if (half != null && half.close()) {
                    loop = null;
                }
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

    /** On 17 and 18 a group stays at the root for ever if nobody destroys it; later this does nothing. */
    @SuppressWarnings("removal")
    private void destroyGroup() {
        try {
            group.destroy();
        } catch (IllegalThreadStateException e) {
            // A loop has not ended in time.
        }
    }
}
