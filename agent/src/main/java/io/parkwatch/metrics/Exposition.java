// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Renders the metrics. Loading this class loads Micrometer; no other class does. */
final class Exposition implements MultiCollector, Function<MetricFamily, MetricFamily.Points> {
    /** The formats on offer. Protobuf, which the client library would choose by itself, is not in the agent's jar. */
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final MetricFamilies families;
    private final List<ScrapedPoints> shown = new ArrayList<>();
    private @Nullable View view;
    /** The text and OpenMetrics of the view. */
    private @Nullable Scrape[] made = new Scrape[2];

    /** Throws the client library's exception if it rejects the program's own {@code io.prometheus.*} properties. */
    Exposition(List<String> libraries) {
        // Before any other class of Micrometer: by default it would start java.util.logging, in a program that may have
        // a LogManager of its own.
        InternalLoggerFactory.setDefaultFactory(new SilentLoggers());
        registry = new PrometheusMeterRegistry(
                new Config()); // without a span context, so no exemplars and no calls of the program's tracer
        families = new MetricFamilies(this, libraries);
        registry.getPrometheusRegistry().register(this);
    }

    @Override
    public MetricFamily.Points apply(MetricFamily family) {
        ScrapedPoints points = new ScrapedPoints(family, registry);
        shown.add(points);
        return points;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        for (ScrapedPoints points : shown) {
            points.addTo(all);
        }
        return new MetricSnapshots(all);
    }

    /** Renders a look, once per format. Synchronized so that all series are of the same look. */
    @SuppressWarnings("ReferenceEquality") // each look creates its own view
    synchronized Scrape scrape(View last, @Nullable String accept) {
        if (view != last) {
            made = new Scrape[2];
            families.show(last);
            view = last; // whatever has failed is tried again
        }
        int format = Accept.prefersOpenMetrics(accept) ? 1 : 0;
        Scrape known = made[format];
        if (known == null) {
            known = scrape(
                    format == 1 ? OPEN_METRICS : TEXT, last.snapshot().agent().look());
            made[format] = known;
        }
        return known;
    }

    private Scrape scrape(String format, int look) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
        try {
            registry.scrape(body, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never happens: it only writes to memory
        }
        return new Scrape(format, body.toByteArray(), look);
    }

    /** Settings that win over the program's properties and environment, so that the format is as documented. */
    private static final class Config implements PrometheusConfig {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        /** Returns the default. The inherited method would load a parser of durations and its regular expressions. */
        @Override
        public Duration step() {
            return Duration.ofMinutes(1);
        }

        @Override
        public boolean descriptions() {
            return true;
        }

        /** Skips validation: no setting can be invalid. */
        @Override
        public void requireValid() {}

        @Override
        public Properties prometheusProperties() {
            Properties ours = new Properties();
            ours.setProperty("io.prometheus.exporter.include_created_timestamps", "false");
            ours.setProperty("io.prometheus.exporter.exemplars_on_all_metric_types", "false");
            ours.setProperty("io.prometheus.openmetrics2.enabled", "false");
            return ours;
        }
    }
}
