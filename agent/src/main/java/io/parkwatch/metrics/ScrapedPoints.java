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

/**
 * Series for scrapes. Those of a fixed family are Micrometer's gauges, which stay once they are there. It has no meter
 * for an info, its meters would have to be removed with the findings, and each further kind of meter makes the first
 * scrape load ten more classes: the others are computed from the look.
 */
final class ScrapedPoints implements MetricFamily.Points, ToDoubleFunction<double[]> {
    private final MetricFamily family;
    private final MeterRegistry meters;
    private final Map<List<String>, double[]> gauges = new HashMap<>();
    private final List<DataPointSnapshot> points = new ArrayList<>();
    /** The labels of the last look, by their values: creating them is half the cost of a scrape. */
    private Map<List<String>, Labels> known = Map.of();

    private Map<List<String>, Labels> now = new HashMap<>();

    ScrapedPoints(MetricFamily family, MeterRegistry meters) {
        this.family = family;
        this.meters = meters;
    }

    @Override
    public void clear() {
        for (double[] gauge : gauges.values()) {
            gauge[0] = 0;
        }
        points.clear();
        known = now;
        now = new HashMap<>();
    }

    @Override
    public void set(double value, String... words) {
        List<String> key = List.of(words);
        if (family.fixed) {
            gauge(key)[0] = value;
            return;
        }
        Labels all = known.get(key);
        if (all == null) {
            all = Labels.of(family.labels, words);
        }
        now.put(key, all);
        points.add(
                switch (family.type) {
                    case "gauge" -> new GaugeDataPointSnapshot(value, all, null);
                    case "counter" -> new CounterDataPointSnapshot(value, all, null, 0);
                    default -> new InfoDataPointSnapshot(all);
                });
    }

    @Override
    public void sum(long count, double sum) {
        points.add(new SummaryDataPointSnapshot(count, sum, Quantiles.EMPTY, Labels.EMPTY, Exemplars.EMPTY, 0));
    }

    private double[] gauge(List<String> words) {
        double[] gauge = gauges.get(words);
        if (gauge == null) {
            gauge = new double[1];
            Gauge.Builder<double[]> builder =
                    Gauge.builder(family.name.replace('_', '.'), gauge, this).description(family.help);
            for (int i = 0; i < family.labels.length; i++) {
                builder.tag(family.labels[i], words.get(i));
            }
            builder.register(meters);
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
                switch (family.type) {
                    case "gauge" -> new GaugeSnapshot(metadata(""), (List<GaugeDataPointSnapshot>) same);
                    case "counter" -> new CounterSnapshot(metadata("_total"), (List<CounterDataPointSnapshot>) same);
                    case "summary" -> new SummarySnapshot(metadata(""), (List<SummaryDataPointSnapshot>) same);
                    default -> new InfoSnapshot(metadata("_info"), (List<InfoDataPointSnapshot>) same);
                });
    }

    private MetricMetadata metadata(String suffix) {
        return new MetricMetadata(family.name.substring(0, family.name.length() - suffix.length()), family.help);
    }
}
