// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A family of series: its name, type and labels as on the page, and its series of the last look. Those of a family that
 * is bound to a registry are Micrometer's gauges, which stay once they are there; others come and go with the looks.
 * Called by one thread at a time.
 */
final class MetricFamily implements ToDoubleFunction<double[]> {
    final String type;
    final String name;
    final String[] labels;

    private final String help;
    private @Nullable MeterRegistry meters;
    private final Map<List<String>, double[]> gauges = new HashMap<>();
    private final List<DataPointSnapshot> points = new ArrayList<>();
    /** The labels of the last look, by their values: creating them is half the cost of a scrape. */
    private Map<List<String>, Labels> known = Map.of();

    private Map<List<String>, Labels> now = new HashMap<>();

    /** @param labels separated by spaces */
    MetricFamily(String type, String name, String help, String labels) {
        this.type = type;
        this.name = name;
        this.help = help;
        this.labels = labels.isEmpty() ? new String[0] : labels.split(" ");
    }

    /** Makes this a family of Micrometer's gauges. */
    void bindTo(MeterRegistry registry) {
        meters = registry;
    }

    void clear() {
        for (double[] gauge : gauges.values()) {
            gauge[0] = 0;
        }
        points.clear();
        known = now;
        now = new HashMap<>();
    }

    void set(double value, String... words) {
        List<String> key = List.of(words);
        if (meters != null) {
            gauge(meters, key)[0] = value;
            return;
        }
        Labels all = known.get(key);
        if (all == null) {
            all = Labels.of(labels, words);
        }
        now.put(key, all);
        points.add(
                switch (type) {
                    case "gauge" -> new GaugeDataPointSnapshot(value, all, null);
                    case "counter" -> new CounterDataPointSnapshot(value, all, null, 0);
                    default -> new InfoDataPointSnapshot(all);
                });
    }

    void set(long value, String... words) {
        set((double) value, words);
    }

    void sum(long count, double sum) {
        points.add(new SummaryDataPointSnapshot(count, sum, Quantiles.EMPTY, Labels.EMPTY, Exemplars.EMPTY, 0));
    }

    private double[] gauge(MeterRegistry registry, List<String> words) {
        double[] gauge = gauges.get(words);
        if (gauge == null) {
            gauge = new double[1];
            Gauge.Builder<double[]> builder =
                    Gauge.builder(name.replace('_', '.'), gauge, this).description(help);
            for (int i = 0; i < labels.length; i++) {
                builder.tag(labels[i], words.get(i));
            }
            builder.register(registry);
            gauges.put(words, gauge);
        }
        return gauge;
    }

    /** Reads a gauge. One class for all of them: each lambda would add two or three classes to the first scrape. */
    @Override
    public double applyAsDouble(double[] gauge) {
        return gauge[0];
    }

    /** Adds what Micrometer does not show. */
    @SuppressWarnings("unchecked") // the points are of the type that the family's type names
    void addTo(List<MetricSnapshot> all) {
        if (points.isEmpty()) {
            return;
        }
        List<?> same = points;
        all.add(
                switch (type) {
                    case "gauge" -> new GaugeSnapshot(metadata(""), (List<GaugeDataPointSnapshot>) same);
                    case "counter" -> new CounterSnapshot(metadata("_total"), (List<CounterDataPointSnapshot>) same);
                    case "summary" -> new SummarySnapshot(metadata(""), (List<SummaryDataPointSnapshot>) same);
                    default -> new InfoSnapshot(metadata("_info"), (List<InfoDataPointSnapshot>) same);
                });
    }

    private MetricMetadata metadata(String suffix) {
        return new MetricMetadata(name.substring(0, name.length() - suffix.length()), help);
    }
}
