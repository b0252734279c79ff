// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.finding.Watched;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The gauges whose labels never change, as meters: what the last look saw. Counters and the summary are among
 * {@link MetricFamilies}: each kind of Micrometer's is ten more classes that the first scrape loads.
 */
final class Meters implements MeterBinder {
    private static final String WATCHED = "parkwatch.watched.threads";
    private static final String LONGEST = "parkwatch.look.seconds.max";
    private static final String ENDED = "parkwatch.last.look.timestamp.seconds";

    private @Nullable View view;

    /** What they show from now on. Micrometer holds this weakly. */
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

    /** Only a program that has used coroutines has their series. */
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

    /** What a meter shows. One class for all: each lambda would be two or three more that the first scrape makes. */
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

        private int watched(Watched watched) {
            Watched.States states = type.equals("platform")
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
