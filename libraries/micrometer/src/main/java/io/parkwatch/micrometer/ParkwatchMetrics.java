// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.Series;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Binds the metrics of the agent that watches this JVM to registries of the program. Their meters come and go with the
 * findings; there are none without an agent.
 *
 * <p>It has no thread. A registry that reads its meters, because it is scraped or publishes, makes them follow the
 * agent's last look, at most once a second. A meter that is new then is part of the next reading.
 */
public final class ParkwatchMetrics implements MeterBinder, AutoCloseable {
    private static final String READER = "parkwatch-micrometer";

    private final List<Bound> all = new CopyOnWriteArrayList<>();
    private final Supplier<List<Series>> series;
    private final LongSupplier nanoTime;

    public ParkwatchMetrics() {
        this(() -> Parkwatch.series(READER), System::nanoTime);
    }

    ParkwatchMetrics(Supplier<List<Series>> series, LongSupplier nanoTime) {
        this.series = series;
        this.nanoTime = nanoTime;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Bound bound = new Bound(registry, series, nanoTime);
        all.add(bound);
        bound.open();
    }

    /**
     * Makes all meters follow the agent's last look now. For registries that read a custom meter only once, as those
     * for StatsD and Dropwizard do: they learn in this way of an agent that is attached later.
     */
    public void refresh() {
        all.forEach(Bound::refresh);
    }

    /** Removes all meters. */
    @Override
    public void close() {
        all.forEach(Bound::close);
        all.clear();
    }
}
