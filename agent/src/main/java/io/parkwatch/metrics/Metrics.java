// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the contract. {@link #update} takes each look and is plain Java; Micrometer is loaded by the first
 * {@link #scrape}, so that a JVM which nobody scrapes does not pay for it. A scrape never starts a look.
 */
public final class Metrics {
    private static final int MOST_INTERVALS = 5;

    private final LongSupplier nanoTime;
    private final Slots slots = new Slots();
    private final Looks looks = new Looks();
    private volatile @Nullable View view;
    private @Nullable Exposition exposition; // guarded by this
    private volatile @Nullable String refused;
    private volatile @Nullable Problem problem;

    /**
     * Nothing is loaded yet.
     *
     * @param nanoTime a clock that only goes on, nanoseconds
     */
    public Metrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Stuck waits that went on since the look before, by fingerprint. Called by the one thread that looks, before
     * {@link #update}.
     */
    public void ended(Map<String, Integer> waits) {
        slots.ended(waits);
    }

    /** Called once at the end of each look, by the one thread that looks. */
    public void update(Snapshot snapshot) {
        view = new View(
                snapshot,
                slots.update(snapshot.findings(), snapshot.at()),
                looks.add(snapshot.lookSeconds()),
                nanoTime.getAsLong());
    }

    /** The same look, with other problems: it is as old as it was. */
    public void stale(Snapshot same) {
        View last = view;
        if (last != null) {
            view = new View(same, last.table(), last.looks(), last.nanoTime());
        }
    }

    /** Whether a look ended within the last five intervals; what is older must not be taken for the present. */
    public boolean fresh(Duration interval) {
        View last = view;
        return last != null && nanoTime.getAsLong() - last.nanoTime() <= MOST_INTERVALS * interval.toNanos();
    }

    /** How long ago the last look ended; zero before the first. */
    public Duration sinceLook() {
        View last = view;
        return last == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - last.nanoTime());
    }

    /**
     * The last look: OpenMetrics where {@code accept} asks for it, else Prometheus text.
     *
     * @param accept the request's header; null: none
     * @throws IllegalStateException before the first look, or where the program's own settings keep the metrics library
     *     from starting; the message says what to do
     */
    public Scrape scrape(@Nullable String accept) {
        View last = view;
        if (last == null) {
            throw new IllegalStateException("no look has ended yet");
        }
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
        try {
            Scrape scrape = exposition().scrape(last, accept);
            problem = null;
            return scrape;
        } catch (RuntimeException | LinkageError e) {
            IllegalStateException why = refused(e);
            problem = new Problem("metrics", String.valueOf(why.getMessage()));
            throw why;
        }
    }

    /**
     * Why the last scrape had no answer. An initializer of the library's that fails, as for want of memory, is never
     * run again.
     */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private synchronized Exposition exposition() {
        Exposition made = exposition;
        if (made == null) {
            made = Exposition.create();
            exposition = made;
        }
        return made;
    }

    /**
     * The library reads the settings in static initialisers too: those that fail once are not tried again, and say no
     * more why.
     */
    private synchronized IllegalStateException refused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("PrometheusPropertiesException")) {
                refused = "no metrics: the metrics library refuses the JVM's io.prometheus settings ("
                        + cause.getMessage() + "); correct or remove that setting";
                return new IllegalStateException(refused, failure);
            }
        }
        return new IllegalStateException("no metrics: the metrics library cannot start (" + failure + ")", failure);
    }
}
