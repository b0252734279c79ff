// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parkwatch.api.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParkwatchMetricsTest {
    private static final Map<String, String> FINDING = Map.of("fingerprint", "ab", "role", "lock");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Series> agents = new ArrayList<>();
    private final ParkwatchMetrics metrics = new ParkwatchMetrics(() -> List.copyOf(agents), nanos::get);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void aRegistryThatIsScrapedHasTheAgentsNames() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        agents.add(gauge("parkwatch_stuck_threads", FINDING, 3));
        agents.add(gauge("parkwatch_look_seconds_max", Map.of(), 0.5));
        agents.add(counter("parkwatch_finding_stuck_total", FINDING, 4));
        agents.add(new Series("parkwatch_finding_info", "info", "words", Map.of("waits_at", "A.b"), 1, 0));
        agents.add(new Series("parkwatch_look_seconds", "summary", "CPU time", Map.of(), 1.5, 7));
        agents.add(gauge("process_start_time_seconds", Map.of(), 1));
        agents.add(new Series("target_info", "info", "the program's own registry has it", Map.of(), 1, 0));
        metrics.bindTo(registry);

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("# HELP")))
                .containsExactly(
                        "# TYPE parkwatch_finding_info gauge",
                        "parkwatch_finding_info{waits_at=\"A.b\"} 1",
                        "# TYPE parkwatch_finding_stuck_total counter",
                        "parkwatch_finding_stuck_total{fingerprint=\"ab\",role=\"lock\"} 4.0",
                        "# TYPE parkwatch_look_seconds summary",
                        "parkwatch_look_seconds_count 7",
                        "parkwatch_look_seconds_sum 1.5",
                        "# TYPE parkwatch_look_seconds_max gauge",
                        "parkwatch_look_seconds_max 0.5",
                        "# TYPE parkwatch_stuck_threads gauge",
                        "parkwatch_stuck_threads{fingerprint=\"ab\",role=\"lock\"} 3.0");
    }

    @Test
    void metersComeAndGoAsTheRegistryIsRead() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.bindTo(registry);
        assertThat(registry.scrape()).as("without an agent").isEmpty();

        agents.add(gauge("parkwatch_stuck_threads", FINDING, 3));
        assertThat(scrapedTwice(registry)).contains("parkwatch_stuck_threads{fingerprint=\"ab\",role=\"lock\"} 3.0\n");
        agents.set(0, gauge("parkwatch_stuck_threads", FINDING, 5));
        assertThat(registry.scrape()).as("within a second").contains(" 3.0\n");
        assertThat(scrapedTwice(registry)).contains(" 5.0\n");

        agents.clear();
        assertThat(scrapedTwice(registry)).as("the agent has left").isEmpty();
    }

    @Test
    void eachRegistryHasItsMetersUntilTheEnd() {
        SimpleMeterRegistry one = new SimpleMeterRegistry();
        SimpleMeterRegistry two = new SimpleMeterRegistry();
        agents.add(gauge("parkwatch_stuck_threads", FINDING, 3));
        metrics.bindTo(one);
        metrics.bindTo(two);
        assertThat(names(one)).contains("parkwatch.stuck.threads").isEqualTo(names(two));

        agents.add(gauge("parkwatch_unread_waits", Map.of(), 3));
        metrics.refresh();
        assertThat(names(two)).contains("parkwatch.unread.waits");

        metrics.close();
        assertThat(one.getMeters()).isEmpty();
        assertThat(two.getMeters()).isEmpty();
        metrics.refresh();
        assertThat(one.getMeters()).isEmpty();
    }

    /** A scrape that has not seen the 0 would not count the wait that made the finding. */
    @Test
    void aCounterStaysAtItsFirstValueUntilThatIsRead() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        agents.add(counter("parkwatch_finding_stuck_total", FINDING, 0));
        metrics.bindTo(registry);
        agents.set(0, counter("parkwatch_finding_stuck_total", FINDING, 1));
        metrics.refresh();

        FunctionCounter counter = registry.get("parkwatch.finding.stuck").functionCounter();
        assertThat(counter.count()).isZero();
        metrics.refresh();
        assertThat(counter.count()).isEqualTo(1);
    }

    @Test
    void aCounterThatBeganAgainIsAnotherMeter() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        agents.add(counter("parkwatch_stuck_total", Map.of("role", "lock"), 7));
        metrics.bindTo(registry);
        FunctionCounter before = registry.get("parkwatch.stuck").functionCounter();
        assertThat(before.count()).isEqualTo(7);

        agents.set(0, counter("parkwatch_stuck_total", Map.of("role", "lock"), 2));
        metrics.refresh();
        FunctionCounter after = registry.get("parkwatch.stuck").functionCounter();
        assertThat(after.count()).isEqualTo(2);
        assertThat(after).isNotSameAs(before);
    }

    @Test
    void aNameThatTheProgramHasTakenCostsThatMeterAlone() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.timer("parkwatch.unread.waits");
        agents.add(gauge("parkwatch_unread_waits", Map.of(), 3));
        agents.add(gauge("parkwatch_stuck_threads", FINDING, 3));
        metrics.bindTo(registry);

        assertThat(registry.get("parkwatch.stuck.threads").gauge())
                .extracting(Gauge::value)
                .isEqualTo(3.0);
        metrics.close();
        assertThat(names(registry)).containsExactly("parkwatch.unread.waits");
    }

    /** Listeners of a registry may read each meter as it comes. */
    @Test
    void whoReadsAMeterAsItComesMeetsNoLoop() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config()
                .onMeterAdded(meter -> meter.measure().forEach(measurement -> {
                    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
                    assertThat(measurement.getValue()).isNotNaN();
                }));
        agents.add(gauge("parkwatch_stuck_threads", FINDING, 3));
        metrics.bindTo(registry);

        assertThat(names(registry)).contains("parkwatch.stuck.threads");
    }

    private String scrapedTwice(PrometheusMeterRegistry registry) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        registry.scrape();
        return registry.scrape();
    }

    private static List<String> names(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .sorted()
                .toList();
    }

    private static Series gauge(String name, Map<String, String> labels, double value) {
        return new Series(name, "gauge", "for this test", labels, value, 0);
    }

    private static Series counter(String name, Map<String, String> labels, double value) {
        return new Series(name, "counter", "for this test", labels, value, 0);
    }
}
