// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the contract. {@link #update} takes each look and uses no library. The first {@link #scrape} loads
 * Micrometer, so that a JVM that is never scraped does not pay for it. A scrape never starts a look.
 */
public final class Metrics {
    private static final int MOST_INTERVALS = 5;

    /** The looks of five minutes at the default interval: one slow start does not stay the longest permanently. */
    private static final int RECENT = 60;

    /** The program's registries are read once a minute or more often. */
    private static final long MOST_UNREAD = 600_000_000_000L;

    private final LongSupplier nanoTime;
    private final List<String> libraries;
    private final Slots slots = new Slots();
    private final double[] recent = new double[RECENT];
    private long looks;
    private double lookSeconds;
    private volatile @Nullable View view;
    private volatile @Nullable Exporter exporter;
    /** The last look that a scrape has shown. */
    private volatile long scraped;

    private @Nullable Exposition exposition; // guarded by this
    private volatile @Nullable String refused;
    private volatile @Nullable Problem problem;

    /** A library of the program that has read the series. */
    private record Exporter(String name, long nanoTime) {}

    /** Creates the metrics; {@code libraries} are the parts of problems that stand for a library. */
    public Metrics(LongSupplier nanoTime, List<String> libraries) {
        this.nanoTime = nanoTime;
        this.libraries = libraries;
    }

    /**
     * Adds the numbers of waits that became stuck, and of stuck waits that ended, since the previous look, by
     * fingerprint. Called before {@link #update}.
     */
    public void changed(Map<String, Integer> stuck, Map<String, Integer> ended) {
        slots.changed(stuck, ended);
    }

    /** Takes a look. Called at the end of each, by the watcher thread. */
    public void update(Snapshot snapshot) {
        Slots.Table table = slots.update(snapshot.findings(), snapshot.at(), scraped);
        recent[(int) (looks++ % RECENT)] = snapshot.lookSeconds();
        lookSeconds += snapshot.lookSeconds();
        double longest = 0;
        for (double one : recent) {
            longest = Math.max(longest, one);
        }
        view = new View(snapshot, table, looks, lookSeconds, longest, nanoTime.getAsLong(), elsewhere());
    }

    /** Replaces the last look by the same one with other problems. Its age does not change. */
    public void stale(Snapshot same) {
        View last = view;
        if (last != null) {
            view = new View(
                    same,
                    last.table(),
                    last.looks(),
                    last.lookSeconds(),
                    last.longestSeconds(),
                    last.nanoTime(),
                    elsewhere());
        }
    }

    /** Reports whether a look ended within the last five intervals. An older one must not pass for the present. */
    public boolean fresh(Duration interval) {
        View last = view;
        return last != null && nanoTime.getAsLong() - last.nanoTime() <= MOST_INTERVALS * interval.toNanos();
    }

    /** Returns how long ago the last look ended, or zero before the first. */
    public Duration sinceLook() {
        View last = view;
        return last == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - last.nanoTime());
    }

    /**
     * Returns the metrics of the last look, as OpenMetrics if the header {@code accept} asks for it, else as text. An
     * {@code IllegalStateException} says why there are none, and what to do.
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
            scraped = last.looks();
            return scrape;
        } catch (RuntimeException | LinkageError e) {
            String why = why(e);
            problem = new Problem("metrics", why);
            throw new IllegalStateException(why, e);
        }
    }

    /**
     * Returns the families of the last look as maps of JDK types, without those that have no series. Called by threads
     * of the program.
     *
     * @param reader the library that exports them a second time
     */
    public List<Map<String, Object>> series(String reader) {
        View last = view;
        if (last == null) {
            return List.of();
        }
        exporter = new Exporter(FindingWords.cut(reader), nanoTime.getAsLong());
        scraped = Math.max(scraped, last.looks());
        return ListedPoints.of(last, libraries);
    }

    /** Returns who else exports the series; one that has not read them for ten minutes has ended. */
    private @Nullable String elsewhere() {
        Exporter known = exporter;
        return known == null || nanoTime.getAsLong() - known.nanoTime() > MOST_UNREAD ? null : known.name();
    }

    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    private synchronized Exposition exposition() {
        Exposition made = exposition;
        if (made == null) {
            made = new Exposition(libraries);
            exposition = made;
        }
        return made;
    }

    /**
     * Returns why a scrape failed. The library reads the settings in static initializers, too. One that fails is not
     * run again, and later errors no longer give the reason, so it is kept.
     */
    private String why(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals("PrometheusPropertiesException")) {
                String why = "no metrics: the metrics library refuses the JVM's io.prometheus settings ("
                        + cause.getMessage() + "); correct or remove that setting";
                refused = why;
                return why;
            }
        }
        return "no metrics: the metrics library cannot start (" + failure + ")";
    }
}
