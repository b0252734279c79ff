// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.AgentThread;
import io.parkwatch.RecurringFault;
import io.parkwatch.ResilientWork;
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
 * Keeps a loop alive. A thread of the agent creates the loop, so that its threads are daemons outside the program's
 * groups, and then waits for its end. A loop ends permanently when the program runs out of file descriptors, and is
 * then replaced.
 */
final class Listener implements Runnable {
    private static final long CLOSE_SECONDS = 5;
    private static final long TICK = 1_000_000_000;

    private final InetAddress address;
    private final HttpSettings settings;
    private final Router router;
    private final LongSupplier nanoTime;
    private final ThreadGroup group = new ThreadGroup(AgentThread.root(), "parkwatch-http");
    private final ResilientWork thread = new ResilientWork(group, this, "parkwatch-http");
    private final CountDownLatch started = new CountDownLatch(1);
    // Not a latch or lock: a thread that is stopped while it waits there stays in its queue, ahead of all later ones.
    private volatile boolean closed;
    /** Whether the loop must end, because a limit was reached or it died. */
    private volatile boolean restart;

    private volatile @Nullable Loop loop;
    /** Why the loop died; null if it lives. */
    private volatile @Nullable Throwable death;

    private final RecurringFault lost;
    private final RecurringFault back;
    private boolean interrupted;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Problem problem;
    private volatile int port;

    Listener(InetAddress address, HttpSettings settings, Router router, LongSupplier nanoTime) {
        this.address = address;
        this.settings = settings;
        this.router = router;
        this.nanoTime = nanoTime;
        this.lost = new RecurringFault(nanoTime);
        this.back = new RecurringFault(nanoTime);
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
     * Ends a loop when a limit was reached or a thread died. One class, since two lambdas would be four classes at each
     * start.
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

    /** Listens until closed. Another thread may call this again. */
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
            throw new IllegalStateException(e); // Kept runs this again
        }
    }

    /** Waits until the loop must end, and stops it. Returns whether the listener is closed. */
    private boolean ended() throws InterruptedException {
        Loop running = loop;
        if (running != null) {
            while (!closed && !restart && !running.isDead()) {
                LockSupport.parkNanos(this, TICK);
            }
            stop(running);
        }
        long until = nanoTime.getAsLong() + TICK; // never faster, or a permanent fault would become a busy loop
        for (long left = TICK; !closed && left > 0; left = until - nanoTime.getAsLong()) {
            LockSupport.parkNanos(this, left);
        }
        return closed;
    }

    /** Stops a loop. If that fails for lack of memory, the next call tries again. */
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
            return; // the old loop still has the port
        }
        try {
            int bound = port; // 0 if the first thread died before it bound one
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
                loop = opened; // first, so that it is stopped however this thread dies
                port = opened.port();
                opened.start();
                // The command `list` reads the port from the native name, which Linux cuts at 15 bytes.
                Thread.currentThread().setName("parkwatch:" + port);
                return;
            } catch (IOException e) {
                reason = e;
            } catch (RuntimeException | OutOfMemoryError e) { // out of direct memory, or a security manager
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

    /** Destroys the group, which on 17 and 18 otherwise stays at the root permanently. Later this does nothing. */
    @SuppressWarnings("removal")
    private void destroyGroup() {
        try {
            group.destroy();
        } catch (IllegalThreadStateException e) {
            // A loop has not ended in time.
        }
    }
}
