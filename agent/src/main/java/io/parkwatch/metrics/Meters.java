// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.finding.ThreadCounts;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Meters for the gauges of the last look whose labels never change. Counters and the summary are in
 * {@link MetricFamilies}: each further kind of Micrometer meter makes the first scrape load ten more classes.
 */
final class Meters implements MeterBinder {
    private static final String WATCHED = "parkwatch.watched.threads";
    private static final String LONGEST = "parkwatch.look.seconds.max";
    private static final String ENDED = "parkwatch.last.look.timestamp.seconds";

    private @Nullable View view;

    /** Sets the view that the meters show from now on. Micrometer holds a weak reference to this object. */
    void show(View last) {
        view = last;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watched(registry, "platform");
        watched(registry, "virtual");
        gauge(registry, LONGEST, "CPU time of the longest of the last 60 looks");
        gauge(registry, ENDED, "when the last look ended");
    }

    /** Adds the series of coroutines. Only a program that has used coroutines has them. */
    void bindCoroutines(MeterRegistry registry) {
        watched(registry, "coroutine");
    }

    private void watched(MeterRegistry registry, String type) {
        for (String state : List.of("running", "waiting", "idle", "stuck")) {
            Gauge.builder(WATCHED, this, new Reading(WATCHED, type, state))
                    .description("what was seen in the last look; the states add up")
                    .tag("type", type)
                    .tag("state", state)
                    .register(registry);
        }
    }

    private void gauge(MeterRegistry registry, String name, String help) {
        Gauge.builder(name, this, new Reading(name, "", "")).description(help).register(registry);
    }

    /** Reads a meter. One class for all of them: each lambda would add two or three classes to the first scrape. */
    private record Reading(String meter, String type, String state) implements ToDoubleFunction<Meters> {
        @Override
        public double applyAsDouble(Meters source) {
            View view = requireNonNull(source.view);
            return switch (meter) {
                case WATCHED -> watched(view.snapshot().watched());
                case LONGEST -> view.looks().max();
                case ENDED -> view.snapshot().at().toEpochMilli() / 1e3;
                default -> throw new IllegalStateException(meter);
            };
        }

        private int watched(ThreadCounts watched) {
            ThreadCounts.States states = type.equals("platform")
                    ? watched.platform()
                    : type.equals("virtual") ? watched.virtual() : watched.coroutines();
            if (states == null) {
                return 0;
            }
            return switch (state) {
                case "running" -> states.running();
                case "waiting" -> states.waiting();
                case "idle" -> states.idle();
                default -> states.stuck();
            };
        }
    }
}
