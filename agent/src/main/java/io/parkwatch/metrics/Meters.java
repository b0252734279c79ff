// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import io.parkwatch.metrics.Metrics.View;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The series whose labels never change, as meters: what the last look saw, and what looking costs. */
final class Meters implements MeterBinder {
    private static final String WATCHED = "parkwatch.watched.threads";
    private static final String LOOK = "parkwatch.look";
    private static final String LONGEST = "parkwatch.look.seconds.max";
    private static final String ENDED = "parkwatch.last.look.timestamp.seconds";
    private static final String SKIPPED = "parkwatch.traces.skipped";

    private final Exposition source; // Micrometer holds it weakly; Metrics holds it strongly

    Meters(Exposition source) {
        this.source = source;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watched(registry, "platform");
        watched(registry, "virtual");
        Reading look = new Reading(LOOK, "", "");
        FunctionTimer.builder(LOOK, source, look, look, TimeUnit.SECONDS)
                .description("CPU time of the looks")
                .register(registry);
        gauge(registry, LONGEST, "CPU time of the longest of the last 60 looks");
        gauge(registry, ENDED, "when the last look ended");
        skipped(registry, "thread");
        skipped(registry, "channel");
    }

    /** Only a program that has used coroutines has their series. */
    void bindCoroutines(MeterRegistry registry) {
        watched(registry, "coroutine");
    }

    private void watched(MeterRegistry registry, String type) {
        for (String state : List.of("running", "waiting", "idle", "stuck")) {
            Gauge.builder(WATCHED, source, new Reading(WATCHED, type, state))
                    .description("what was seen in the last look; the states add up")
                    .tag("type", type)
                    .tag("state", state)
                    .register(registry);
        }
    }

    private void skipped(MeterRegistry registry, String of) {
        FunctionCounter.builder(SKIPPED, source, new Reading(SKIPPED, of, ""))
                .description("creations without a trace, the budget being spent")
                .tag("of", of)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String help) {
        Gauge.builder(name, source, new Reading(name, "", "")).description(help).register(registry);
    }

    /** What a meter shows. One class for all: each lambda would be two or three more that the first scrape makes. */
    private record Reading(String meter, String type, String state)
            implements ToDoubleFunction<Exposition>, ToLongFunction<Exposition> {
        @Override
        public double applyAsDouble(Exposition source) {
            View view = source.view();
            return switch (meter) {
                case WATCHED -> watched(view.snapshot().watched());
                case LOOK -> view.looks().seconds();
                case LONGEST -> view.looks().max();
                case ENDED -> view.snapshot().at().toEpochMilli() / 1e3;
                case SKIPPED -> skipped(view.snapshot().totals());
                default -> throw new IllegalStateException(meter);
            };
        }

        /** How many looks there were. */
        @Override
        public long applyAsLong(Exposition source) {
            return source.view().looks().count();
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

        private long skipped(Totals totals) {
            return type.equals("thread") ? totals.threadTracesSkipped() : totals.channelTracesSkipped();
        }
    }
}
