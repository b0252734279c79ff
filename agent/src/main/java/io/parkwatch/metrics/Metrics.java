// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of the contract. {@link #update} takes each look and is plain Java; Micrometer is loaded by the first {@link #scrape}, so
 * that a JVM which nobody scrapes does not pay for it. A scrape never starts a look.
 */
public final class Metrics {
    private static final int MOST_INTERVALS = 5;

    private final LongSupplier nanoTime;
    private final Slots slots = new Slots();
    private final Looks looks = new Looks();
    private volatile @Nullable View view;
    private @Nullable Exposition exposition; // guarded by this

    /** All that a scrape shows, of one look. */
    record View(Snapshot snapshot, Slots.Table table, Looks.Sum looks, long nanoTime) {}

    /** One answer; {@code body} is UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // written to a socket and dropped, never compared
    public record Scrape(String contentType, byte[] body) {}

    /**
     * Nothing is loaded yet.
     *
     * @param nanoTime a clock that only goes on, nanoseconds
     */
    public Metrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Called once at the end of each look, by the one thread that looks. */
    public void update(Snapshot snapshot) {
        view = new View(
                snapshot,
                slots.update(snapshot.findings(), snapshot.at()),
                looks.add(snapshot.lookSeconds()),
                nanoTime.getAsLong());
    }

    /** Whether a look ended within the last five intervals; what is older must not be taken for the present. */
    public boolean fresh(Duration interval) {
        View last = view;
        return last != null && nanoTime.getAsLong() - last.nanoTime() <= MOST_INTERVALS * interval.toNanos();
    }

    /**
     * The last look: OpenMetrics where {@code accept} asks for it, else Prometheus text.
     *
     * @param accept the request's header; null: none
     * @throws IllegalStateException before the first look, or where the program's own settings keep the metrics library from starting;
     *     the message says what to do
     */
    public Scrape scrape(@Nullable String accept) {
        View last = view;
        if (last == null) {
            throw new IllegalStateException("no look has ended yet");
        }
        return exposition().scrape(last, accept);
    }

    private synchronized Exposition exposition() {
        Exposition made = exposition;
        if (made == null) {
            try {
                made = Exposition.create();
            } catch (RuntimeException e) {
                throw new IllegalStateException(
                        "no metrics: the metrics library refuses the JVM's io.prometheus settings (" + e.getMessage()
                                + "); correct or remove that setting",
                        e);
            }
            exposition = made;
        }
        return made;
    }
}
