// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tests against the real Prometheus, as Debian ships it. */
class PrometheusIT {
    static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static final String JOB = """
              - job_name: watched
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """;

    static void needs(Path program) {
        if (!Files.isExecutable(program)) {
            String missing = program + " is missing: install Debian's package prometheus";
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            System.err.println("SKIPPED: " + missing);
            abort(missing);
        }
    }

    @OnOldestAndNewestJdk
    void promtoolFindsNoFaultInTheText(Stage stage) throws Exception {
        needs(PROMTOOL);
        Launch launch = stage.program(OneSender.class);
        try (WatchedJvm jvm = launch.options("threshold=1s,interval=200ms,port=0,report=report.json")
                .start()) {
            jvm.awaitFindings(1);
            Path text = launch.folder().resolve("metrics.txt");
            Files.writeString(text, Http.get(Http.port(jvm), "/metrics").body());
            Path said = launch.folder().resolve("promtool.txt");
            Process check = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                    .redirectInput(text.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();

            assertThat(check.waitFor(300, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(said)).isEmpty();
            assertThat(check.exitValue()).isZero();
        }
    }

    @OnOldestAndNewestJdk
    void prometheusScrapesTheFindings(Stage stage) throws Exception {
        needs(PROMETHEUS);
        Launch launch = stage.program(OneSender.class);
        try (WatchedJvm jvm = launch.options("threshold=1s,interval=200ms,port=0,report=report.json")
                .start()) {
            String fingerprint =
                    String.valueOf(jvm.awaitFindings(1).findings().get(0).text("fingerprint"));
            int port = freePort();
            Process prometheus = prometheus(launch.folder(), JOB.formatted(Http.port(jvm)), port);
            try {
                String stuck = "parkwatch_stuck_threads{fingerprint=\"" + fingerprint
                        + "\",role=\"sender\",verdict=\"stuck\"}";
                WatchedJvm.await("a scrape")
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(value(port, stuck)).isEqualTo("1"));
                assertThat(value(port, "parkwatch_finding_info{fingerprint=\"" + fingerprint + "\"}"))
                        .isEqualTo("1");
                assertThat(value(port, "sum(parkwatch_watched_threads)")).isNotEqualTo("0");
                assertThat(value(port, "parkwatch_stuck_total{role=\"lock\"}")).isEqualTo("0");
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    /** @param jobs the items of {@code scrape_configs} */
    static Process prometheus(Path folder, String jobs, int port) throws Exception {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                """ + jobs);
        return new ProcessBuilder(
                        PROMETHEUS.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.txt").toFile())
                .start();
    }

    static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static String value(int port, String query) throws Exception {
        JsonArray results = rows(port, query);
        assertThat(results).as(results.toString()).hasSize(1);
        return results.get(0).getAsJsonObject().getAsJsonArray("value").get(1).getAsString();
    }

    /** Returns what an instant query selects. Throws if it is not valid. */
    static JsonArray rows(int port, String query) throws Exception {
        String answer = Http.get(port, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .body();
        JsonObject parsed = JsonParser.parseString(answer).getAsJsonObject();
        if (!parsed.has("data")) {
            throw new IllegalStateException(query + ": " + answer);
        }
        return parsed.getAsJsonObject("data").getAsJsonArray("result");
    }
}
