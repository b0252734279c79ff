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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** The series whose labels never change, as meters: what the last look saw, and what looking costs. */
final class Meters implements MeterBinder {
    private final Exposition source; // Micrometer holds it weakly; Metrics holds it strongly

    Meters(Exposition source) {
        this.source = source;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watched(registry, "platform", Watched::platform);
        watched(registry, "virtual", Watched::virtual);
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
        skipped(registry, "thread", Totals::threadTracesSkipped);
        skipped(registry, "channel", Totals::channelTracesSkipped);
    }

    private void watched(MeterRegistry registry, String type, Function<Watched, Watched.States> states) {
        watched(registry, type, "running", w -> states.apply(w).running());
        watched(registry, type, "waiting", w -> states.apply(w).waiting());
        watched(registry, type, "idle", w -> states.apply(w).idle());
        watched(registry, type, "stuck", w -> states.apply(w).stuck());
    }

    private void watched(MeterRegistry registry, String type, String state, ToIntFunction<Watched> threads) {
        Gauge.builder(
                        "parkwatch.watched.threads",
                        source,
                        s -> threads.applyAsInt(snapshot(s).watched()))
                .description("what was seen in the last look; the states add up")
                .tag("type", type)
                .tag("state", state)
                .register(registry);
    }

    private void skipped(MeterRegistry registry, String of, ToLongFunction<Totals> skipped) {
        FunctionCounter.builder(
                        "parkwatch.traces.skipped",
                        source,
                        s -> skipped.applyAsLong(snapshot(s).totals()))
                .description("creations without a trace, the budget being spent")
                .tag("of", of)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String help, ToDoubleFunction<Exposition> value) {
        Gauge.builder(name, source, value).description(help).register(registry);
    }

    private static Snapshot snapshot(Exposition source) {
        return source.view().snapshot();
    }
}
