// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Totals;
import io.parkwatch.finding.Watched;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The series whose labels never change, as meters: what the last look saw, and what looking costs. */
final class Meters implements MeterBinder {
    private final Exposition source; // Micrometer holds it weakly; Metrics holds it strongly

    Meters(Exposition source) {
        this.source = source;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watched(registry, "platform");
        watched(registry, "virtual");
        FunctionTimer.builder(
                        "parkwatch.look",
                        source,
                        s -> s.view().looks().count(),
                        s -> s.view().looks().seconds(),
                        TimeUnit.SECONDS)
                .description("CPU time of the looks")
                .register(registry);
        gauge(
                registry,
                "parkwatch.look.seconds.max",
                "CPU time of the longest of the last 60 looks",
                s -> s.view().looks().max());
        gauge(
                registry,
                "parkwatch.last.look.timestamp.seconds",
                "when the last look ended",
                s -> snapshot(s).at().toEpochMilli() / 1e3);
        skipped(registry, "thread");
        skipped(registry, "channel");
    }

    /** Only a program that has used coroutines has their series. */
    void bindCoroutines(MeterRegistry registry) {
        watched(registry, "coroutine");
    }

    private void watched(MeterRegistry registry, String type) {
        for (String state : List.of("running", "waiting", "idle", "stuck")) {
            watched(registry, type, state);
        }
    }

    /** One lambda for all: each of its own would be one more class that the first scrape makes. */
    private void watched(MeterRegistry registry, String type, String state) {
        Gauge.builder(
                        "parkwatch.watched.threads",
                        source,
                        s -> watched(snapshot(s).watched(), type, state))
                .description("what was seen in the last look; the states add up")
                .tag("type", type)
                .tag("state", state)
                .register(registry);
    }

    private static int watched(Watched watched, String type, String state) {
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

    private void skipped(MeterRegistry registry, String of) {
        FunctionCounter.builder(
                        "parkwatch.traces.skipped",
                        source,
                        s -> skipped(snapshot(s).totals(), of))
                .description("creations without a trace, the budget being spent")
                .tag("of", of)
                .register(registry);
    }

    private static long skipped(Totals totals, String of) {
        return of.equals("thread") ? totals.threadTracesSkipped() : totals.channelTracesSkipped();
    }

    private void gauge(MeterRegistry registry, String name, String help, ToDoubleFunction<Exposition> value) {
        Gauge.builder(name, source, value).description(help).register(registry);
    }

    private static Snapshot snapshot(Exposition source) {
        return source.view().snapshot();
    }
}
