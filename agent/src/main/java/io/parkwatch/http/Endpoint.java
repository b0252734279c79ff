// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.Options;
import io.parkwatch.support.AgentThreads;
import io.parkwatch.support.RecurringFault;
import io.parkwatch.support.ResilientWork;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.microhttp.EventLoop;

/**
 * The HTTP endpoint: the pages of {@link Router} on one port. It only reads; a request never starts a look. One thread
 * does all; it replaces a loop that dies, as when the program runs out of file descriptors.
 */
public final class Endpoint implements AutoCloseable, Runnable {
    private static final long CLOSE_MILLIS = 5_000;

    /** A resolver that does not answer must not hold the program up: it waits for the agent's start. */
    private static final long HOST_SECONDS = 10;

    private final Options options;
    private final Pages pages;
    private final LongSupplier nanoTime;
    private final AgentThreads threads = new AgentThreads("parkwatch-http");
    private final ResilientWork thread = threads.kept(this, "parkwatch-http");
    private final CountDownLatch started = new CountDownLatch(1);
    private final RecurringFault lost;
    private final RecurringFault back;
    // Not a latch or lock: a thread that is stopped while it waits there stays in its queue, ahead of all later ones.
    private volatile boolean closed;
    private volatile @Nullable InetAddress resolved;
    /** The loop that has the port; null while there is none. */
    private volatile @Nullable EventLoop loop;

    private volatile @Nullable IOException failure;
    private volatile @Nullable Problem problem;
    private volatile int port;

    private Endpoint(Options options, Pages pages, LongSupplier nanoTime) {
        this.options = options;
        this.pages = pages;
        this.nanoTime = nanoTime;
        this.lost = new RecurringFault(nanoTime);
        this.back = new RecurringFault(nanoTime);
    }

    /**
     * Starts an endpoint, which listens when this returns. The message of an exception names the option and the remedy.
     */
    public static Endpoint start(Options options, Looks looks, Metrics metrics, LongSupplier nanoTime)
            throws IOException {
        Endpoint endpoint = new Endpoint(options, new Pages(looks, metrics, nanoTime.getAsLong()), nanoTime);
        endpoint.thread.start();
        try {
            while (!endpoint.started.await(HOST_SECONDS, TimeUnit.SECONDS)) {
                if (endpoint.resolved == null) {
                    endpoint.abandon();
                    throw new IOException("no HTTP: host=" + options.host() + " is not resolved within " + HOST_SECONDS
                            + " s; give an address of this machine, or port=off");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // the agent's threads ignore interrupts
        }
        IOException failed = endpoint.failure;
        if (failed != null) {
            endpoint.close();
            throw failed;
        }
        return endpoint;
    }

    /** Leaves the thread to the resolver. It ends when the resolver answers. */
    private void abandon() {
        closed = true;
        thread.leave();
        threads.destroyGroup();
    }

    private InetAddress address() throws IOException {
        InetAddress address = resolved;
        if (address == null) {
            String host = options.host();
            try {
                address = InetAddress.getByName(host);
            } catch (UnknownHostException e) {
                throw new IOException(
                        "no HTTP: host=" + host + " is not known here; give an address of this machine, or port=off",
                        e);
            }
            resolved = address;
        }
        return address;
    }

    /** Returns the address for people: {@code http://127.0.0.1:9699/}. */
    public String url() {
        String host = options.host();
        return "http://" + (host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host) + ':' + port + '/';
    }

    /** Takes a look. Called by the watcher's thread. */
    public void looked(Snapshot now) {
        pages.looked(now);
    }

    /** Returns the problem while the port is lost. It is tried again every second. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    public void revive() {
        thread.revive();
    }

    /**
     * Answers until closed. If its thread dies, another one calls this again. It also opens the first loop: microhttp
     * makes a thread that is never started, which would keep the group of another thread there on 17.
     */
    @Override
    public void run() {
        if (started.getCount() > 0) {
            try {
                listen(options.firstPort(), options.lastPort());
            } catch (IOException e) {
                failure = e;
                return;
            } catch (Error e) {
                failure = new IOException("no HTTP: " + e, e);
                return;
            } finally {
                started.countDown();
            }
            EventLoop late = loop;
            if (closed && late != null) {
                late.close();
            }
        }
        while (!closed) {
            serve();
            thread.pause();
            if (!closed && loop == null) { // else the old loop still has the port
                listenAgain();
            }
        }
    }

    /** Runs the loop until it ends, and closes it. If that fails for lack of memory, the next call tries again. */
    private void serve() {
        EventLoop running = loop;
        if (running == null) {
            return;
        }
        Throwable death = null;
        try {
            running.run();
        } catch (Throwable e) {
            death = e;
        }
        if (running.close()) {
            loop = null;
        }
        if (!closed && (death != null || problem == null)) {
            interrupted("a thread ended" + (death == null ? "" : ": " + death));
        }
    }

    private void interrupted(String reason) {
        String text = "HTTP is interrupted, port " + port + " is tried again: " + reason;
        boolean first = problem == null;
        problem = new Problem("http", text);
        if (first) {
            lost.line(text);
        }
    }

    private void listenAgain() {
        try {
            int bound = port; // 0 if the first thread died before it bound one
            listen(bound == 0 ? options.firstPort() : bound, bound == 0 ? options.lastPort() : bound);
            if (problem != null) {
                problem = null;
                back.line("HTTP is back, port " + port);
            }
        } catch (IOException e) {
            interrupted(String.valueOf(e.getMessage()));
        }
    }

    private void listen(int first, int last) throws IOException {
        InetAddress address = address();
        boolean all = options.exposeAll() || address.isLoopbackAddress();
        Router router = new Router(new HostCheck(options.host(), options.hosts()), pages, all);
        IOException reason = new IOException("no such port");
        for (int candidate = first; candidate <= last; candidate++) {
            try {
                EventLoop opened = new EventLoop(new InetSocketAddress(address, candidate), router, nanoTime);
                loop = opened; // first, so that it is closed however this thread dies
                port = opened.port();
                // The command `list` reads the port from the native name, which Linux cuts at 15 bytes.
                Thread.currentThread().setName("parkwatch:" + port);
                return;
            } catch (IOException e) {
                reason = e;
            } catch (RuntimeException | OutOfMemoryError e) { // out of direct memory, or a security manager
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

    /** Stops listening, closes all connections and waits for the thread, at most five seconds. */
    @Override
    public void close() {
        closed = true;
        EventLoop running = loop;
        if (running != null) {
            running.stop();
        }
        thread.end(CLOSE_MILLIS);
        EventLoop left = loop;
        if (left != null) { // the thread died, or has not ended in time
            left.close();
        }
        threads.destroyGroup();
    }
}
