// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Asks the real Prometheus each query of the dashboard. */
class DashboardIT {
    private static final Path DASHBOARD = Path.of("..", "monitoring", "parkwatch-dashboard.json");

    /** What has rows only where the agent is in trouble: degraded, blind, or with more than 200 findings. */
    private static final Set<String> VALID_ONLY =
            Set.of("Parts that do not work A", "Threads not seen A", "Without series of their own A");

    /**
     * The program is scraped as two jobs. Words and release of the second one are those of another release: a join that
     * takes one line for granted fails.
     */
    private static final String JOBS = """
              - job_name: watched
                static_configs: [{targets: ['127.0.0.1:%1$d']}]
              - job_name: newer
                static_configs: [{targets: ['127.0.0.1:%1$d']}]
                metric_relabel_configs:
                  - {source_labels: [waits_at], regex: '(.+):.+', replacement: '$1:7)', target_label: waits_at}
                  - {source_labels: [service_version], regex: '.+', replacement: '1.5.0', target_label: service_version}
            """;

    @OnNewestJdk
    void eachQueryIsValidAndHasRows(Stage stage) throws Exception {
        PrometheusIT.needs(PrometheusIT.PROMETHEUS);
        Launch launch = stage.program(Incident.class)
                .options("threshold=1s,interval=200ms,port=0,report=report.json,service=shop/1.4.2");
        try (WatchedJvm jvm = launch.start()) {
            Report report = jvm.awaitReport(newest -> assertThat(newest.findings())
                    .hasSize(5)
                    .anyMatch(finding -> finding.json().has("root"))
                    .anyMatch(finding -> finding.json().has("deadlocked")));
            List<String> fingerprints = report.findings().stream()
                    .map(finding -> String.valueOf(finding.text("fingerprint")))
                    .toList();
            int port = PrometheusIT.freePort();
            Process prometheus = PrometheusIT.prometheus(launch.folder(), JOBS.formatted(Http.port(jvm)), port);
            try {
                WatchedJvm.await("two scrapes of both")
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(PrometheusIT.value(
                                        port, "count(count_over_time(parkwatch_build_info[1m]) >= 2)"))
                                .isEqualTo("2"));
                // A scrape that fails on a busy machine leaves no rows until the next one.
                WatchedJvm.await("rows")
                        .untilAsserted(() -> assertThat(VALID_ONLY).containsAll(withoutRows(port, fingerprints)));
                assertThat(queries().keySet()).containsAll(VALID_ONLY);
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    /**
     * Returns the names of queries that have no rows. One about a finding has some if it has them for any of these.
     * Throws if a query is not valid.
     */
    private static Set<String> withoutRows(int port, List<String> fingerprints) throws Exception {
        Set<String> without = new HashSet<>();
        for (Map.Entry<String, String> query : queries().entrySet()) {
            boolean rows = false;
            for (String fingerprint : fingerprints) {
                rows |= !PrometheusIT.rows(port, query.getValue().replace("$fingerprint", fingerprint))
                        .isEmpty();
            }
            if (!rows) {
                without.add(query.getKey());
            }
        }
        return without;
    }

    /** Returns the queries by panel and letter, and those of the variables, with the variables replaced. */
    private static Map<String, String> queries() throws IOException {
        JsonObject dashboard =
                JsonParser.parseString(Files.readString(DASHBOARD)).getAsJsonObject();
        Map<String, String> queries = new LinkedHashMap<>();
        objects(dashboard.getAsJsonObject("templating"), "list").skip(1).forEach(variable -> {
            String values = variable.get("query").getAsString();
            queries.put(
                    variable.get("name").getAsString(),
                    values.replaceFirst("^label_values\\((.+), (\\w+)\\)$", "count by ($2) ($1)"));
        });
        objects(dashboard, "panels")
                .filter(panel -> panel.has("targets"))
                .forEach(panel -> objects(panel, "targets")
                        .forEach(target -> queries.put(
                                panel.get("title").getAsString() + " "
                                        + target.get("refId").getAsString(),
                                target.get("expr").getAsString())));
        queries.replaceAll((name, query) -> query.replace("$__rate_interval", "1m")
                .replace("\"$job\"", "\".+\"")
                .replace("\"$instance\"", "\".+\""));
        return queries;
    }

    private static Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
    }
}
