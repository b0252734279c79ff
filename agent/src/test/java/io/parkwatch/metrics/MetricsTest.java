// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.Golden;
import io.parkwatch.report.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Metrics metrics = new Metrics(nanos::get, List.of("jox", "kotlinx-coroutines", "core-async"));

    @Test
    void theWholeTextIsTheOneOfTheContract() {
        metrics.update(Samples.full());
        metrics.update(Samples.full());

        assertThat(metrics.scrape(null).contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        Golden.assertSame(MetricsTest.class, "metrics.txt", scrape());
    }

    @Test
    void openMetricsIsThereForWhoAsksForIt() {
        metrics.update(Samples.full());

        String accept = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;q=0.6,"
                + "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4";
        Scrape scrape = metrics.scrape(accept);

        assertThat(scrape.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        Golden.assertSame(MetricsTest.class, "openmetrics.txt", new String(scrape.body(), StandardCharsets.UTF_8));
    }

    @Test
    void afterFiveIntervalsWithoutALookNothingIsFresh() {
        assertThat(metrics.fresh(Duration.ofSeconds(5))).isFalse();
        assertThatThrownBy(() -> metrics.scrape(null)).isInstanceOf(IllegalStateException.class);

        metrics.update(Samples.quiet());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(25));
        assertThat(metrics.fresh(Duration.ofSeconds(5))).isTrue();
        nanos.addAndGet(1);
        assertThat(metrics.fresh(Duration.ofSeconds(5))).isFalse();
        assertThat(metrics.fresh(Duration.ofSeconds(6))).as("stretched").isTrue();
    }

    @Test
    void looksBeforeTheFirstScrapeAreCounted() {
        for (int i = 0; i < 100; i++) {
            metrics.update(Samples.full());
        }

        assertThat(scrape())
                .contains("parkwatch_look_seconds_count 100\n")
                .contains("parkwatch_look_seconds_max 0.0125\n");
    }

    @Test
    void theAnswerIsMadeOnceALookAndFormat() {
        metrics.update(Samples.full());
        byte[] text = metrics.scrape(null).body();
        byte[] open = metrics.scrape("application/openmetrics-text").body();

        assertThat(metrics.scrape(null).body()).isSameAs(text);
        assertThat(metrics.scrape("application/openmetrics-text").body())
                .isSameAs(open)
                .isNotEqualTo(text);

        metrics.update(Samples.full());
        assertThat(metrics.scrape(null).body()).isNotSameAs(text).isNotEqualTo(text);
    }

    @Test
    void aFindingThatWentShows0() {
        metrics.update(Samples.snapshot(Samples.leakedSender()));
        metrics.update(Samples.snapshot());

        assertThat(scrape())
                .contains(
                        "parkwatch_stuck_threads{fingerprint=\"9f31c0de7a55b102\",role=\"sender\",verdict=\"leaked\"} 0.0")
                .contains("parkwatch_stuck_oldest_seconds{fingerprint=\"9f31c0de7a55b102\",role=\"sender\"} 0.0");
    }

    @Test
    void noLabelDrivesATerminal() {
        metrics.update(Samples.hostile());

        assertThat(scrape()).contains("waits_at=\"?[2J??").doesNotMatch(Samples.DRIVES_A_TERMINAL);
    }

    @Test
    void aCreationStackIsCutAtAThousandCharacters() {
        Finding f = Samples.leakedSender();
        List<Frame> deep = Collections.nCopies(64, Samples.frame("com.acme.Search", "first", 40));
        Finding deepOne = f.toBuilder().createdAt(deep, List.of()).build();

        FindingWords words = FindingWords.of(deepOne);

        assertThat(words.createdAt()).hasSize(1_000).startsWith("com.acme.Search.first(Search.java:40) < com.acme");
    }

    @Test
    void fiveThousandFindingsMakeTwoHundredAndOneFingerprints() {
        Snapshot many = Samples.snapshot(Samples.many(5_000), Samples.AT, List.of(), null);
        metrics.update(many);
        metrics.update(many);

        String text = scrape();
        assertThat(text.lines().filter(l -> l.startsWith("parkwatch_stuck_threads{")))
                .hasSize(2 * 201);
        assertThat(text)
                .contains("parkwatch_stuck_threads{fingerprint=\"other\",role=\"sender\",verdict=\"stuck\"} 9600.0\n")
                .contains("parkwatch_findings_dropped_total 4800.0\n");
        assertThat(text.lines().filter(l -> l.startsWith("parkwatch_finding_info{")))
                .hasSize(200);
    }

    @Test
    void whatWasNotJudgedIsCounted() {
        metrics.update(Samples.quiet());
        assertThat(scrape()).contains("parkwatch_unread_waits 0.0\n").doesNotContain("parkwatch_blind_threads");

        BlindSpots unseen = new BlindSpots(
                List.of(
                        new BlindSpots.Blind("virtual_monitor", 3, "virtual threads in monitors: attached to JDK 25"),
                        new BlindSpots.Blind("class_init", 2, "threads that wait for a class initializer")),
                List.of(new BlindSpots.LeftOut(BlindSpots.Why.SLEEP, 7)),
                8_357,
                null);
        metrics.update(Samples.with(Samples.quiet(), unseen));
        assertThat(scrape())
                .contains("parkwatch_unread_waits 8357.0\n")
                .contains("parkwatch_blind_threads{what=\"virtual_monitor\"} 3.0\n")
                .contains("parkwatch_blind_threads{what=\"class_init\"} 2.0\n");
    }

    @Test
    void everyRoleIsThereFromTheFirstLook() {
        metrics.update(Samples.quiet());

        for (Role role : Role.values()) {
            assertThat(scrape()).contains("parkwatch_stuck_total{role=\"" + role.word() + "\"}");
        }
    }

    @Test
    void theProgramsLogManagerIsNotTouched() throws Exception {
        assertThat(forked("-Xlog:class+load", List.of()))
                .contains("io.micrometer.prometheusmetrics.PrometheusMeterRegistry")
                .contains("parkwatch_degraded{part=\"jox\"}")
                .doesNotContain("java.util.logging.LogManager")
                .doesNotContain("org.slf4j")
                .doesNotContain("java.util.concurrent.ForkJoinPool ");
    }

    @Test
    void micrometerIsNotLoadedBeforeTheFirstScrape() throws Exception {
        assertThat(forked("-Xlog:class+load", List.of("no-scrape")))
                .contains("io.parkwatch.metrics.Slots")
                .doesNotContain("io.micrometer")
                .doesNotContain("io.prometheus");
    }

    @Test
    void theProgramsOwnPrometheusSettingsDoNotChangeTheFormat() throws Exception {
        assertThat(forked("-Dio.prometheus.exporter.include_created_timestamps=true", List.of()))
                .contains("parkwatch_degraded{part=\"jox\"}")
                .doesNotContain("stuck_created")
                .doesNotContain("look_seconds_created");
    }

    @Test
    void settingsThatTheLibraryRefusesAreNamed() throws Exception {
        assertThat(forked("-Dio.prometheus.nonsense=1", List.of()))
                .contains("no metrics: the metrics library refuses the JVM's io.prometheus settings"
                        + " (io.prometheus.nonsense: Unknown property); correct or remove that setting");
    }

    @Test
    void settingsThatTheLibraryReadsInStaticInitialisersAreNamedEachTime() throws Exception {
        for (String setting : List.of(
                "exporter.include_created_timestamps",
                "exporter.exemplars_on_all_metric_types",
                "openmetrics2.enabled")) {
            String said = "no metrics: the metrics library refuses the JVM's io.prometheus settings (io.prometheus."
                    + setting + ": Expecting 'true' or 'false'. Found: maybe); correct or remove that setting";
            assertThat(forked("-Dio.prometheus." + setting + "=maybe", List.of("twice")))
                    .isEqualTo(said + "\n" + said + "\n");
        }
    }

    /** The program's own registry exports the same series as the endpoint. */
    @Test
    void theProgramReadsTheSameSeries() {
        metrics.update(Samples.full());
        metrics.update(Samples.full());

        List<String> told = new ArrayList<>();
        for (Map<String, Object> family : metrics.series("test")) {
            List<?> labels = (List<?>) Objects.requireNonNull(family.get("labels"));
            for (Object row : (List<?>) Objects.requireNonNull(family.get("rows"))) {
                told.add(line(String.valueOf(family.get("name")), labels, (Object[]) row));
            }
        }
        List<String> scraped = scrape().lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> !line.startsWith("parkwatch_exported_elsewhere_info"))
                .filter(line -> !line.startsWith("parkwatch_look_seconds_count"))
                .map(line -> line.replace("parkwatch_look_seconds_sum", "parkwatch_look_seconds"))
                .map(line -> line.endsWith(" 1") ? line + ".0" : line)
                .toList();

        assertThat(told).containsExactlyInAnyOrderElementsOf(scraped);
    }

    private static String line(String name, List<?> labels, Object[] row) {
        List<?> words = (List<?>) row[0];
        List<String> sorted = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            sorted.add(labels.get(i) + "=\"" + words.get(i) + '"');
        }
        Collections.sort(sorted);
        return name + (sorted.isEmpty() ? "" : "{" + String.join(",", sorted) + "}") + " " + row[1];
    }

    @Test
    void aSecondExporterIsNamedWhileItReads() {
        metrics.update(Samples.full());
        assertThat(metrics.series("micrometer")).isNotEmpty();
        metrics.update(Samples.full());
        assertThat(scrape()).contains("parkwatch_exported_elsewhere_info{by=\"micrometer\"} 1\n");

        nanos.addAndGet(TimeUnit.MINUTES.toNanos(10) + 1);
        metrics.update(Samples.full());
        assertThat(scrape()).doesNotContain("exported_elsewhere");
    }

    private String scrape() {
        return new String(metrics.scrape(null).body(), StandardCharsets.UTF_8);
    }

    private static String forked(String option, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ScrapeMain.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
