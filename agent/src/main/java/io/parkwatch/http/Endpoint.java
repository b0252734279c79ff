// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP endpoint: {@code /}, {@code /report} and {@code /metrics} on one port. It only reads; a request never starts
 * a look.
 */
public final class Endpoint implements AutoCloseable {
    private final String host;
    private final Listener listener;

    private Endpoint(String host, Listener listener) {
        this.host = host;
        this.listener = listener;
    }

    /**
     * Starts an endpoint, which listens when this returns.
     *
     * @param snapshot the last look; null before the first one has ended
     * @param interval the current time between two looks
     * @param nanoTime a monotonic clock, in nanoseconds
     * @throws IOException if the address is not known or no port is free: its message is one line that names the option
     *     and the remedy
     */
    public static Endpoint start(
            HttpSettings settings,
            Supplier<@Nullable Snapshot> snapshot,
            Metrics metrics,
            Supplier<Duration> interval,
            LongSupplier nanoTime)
            throws IOException {
        InetAddress address = address(settings.host());
        boolean all = settings.exposeAll() || address.isLoopbackAddress();
        Pages pages = new Pages(snapshot, metrics, interval);
        Router router = new Router(new HostCheck(settings.host(), settings.hosts()), pages, all);
        Listener listener = new Listener(address, settings, router, nanoTime);
        listener.start();
        return new Endpoint(settings.host(), listener);
    }

    private static InetAddress address(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException(
                    "no HTTP: host=" + host + " is not known here; give an address of this machine, or port=off", e);
        }
    }

    /** Returns the bound port. */
    public int port() {
        return listener.port();
    }

    /** Returns the address for people: {@code http://127.0.0.1:9699/}. */
    public String url() {
        return "http://" + (host.contains(":") && !host.startsWith("[") ? '[' + host + ']' : host) + ':' + port() + '/';
    }

    /**
     * Returns the problem while the port is lost, as when the program has used up its file descriptors. The port is
     * tried again every second.
     */
    public Optional<Problem> problem() {
        return listener.problem();
    }

    /** Restarts a thread that died without being replaced. */
    public void revive() {
        listener.revive();
    }

    /** Stops listening, closes all connections and waits for the threads, at most five seconds. */
    @Override
    public void close() {
        listener.close();
    }
}
