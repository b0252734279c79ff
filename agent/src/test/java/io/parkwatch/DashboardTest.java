// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the dashboard to the rules of Grafana's dashboard linter, and its metrics to the page. */
class DashboardTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String SOURCE = "{\"type\":\"prometheus\",\"uid\":\"${datasource}\"}";
    private static final String MATCHERS = "job=~\"$job\", instance=~\"$instance\"";
    private static final int COLUMNS = 24;

    private static final Pattern METRIC = Pattern.compile("\\b(parkwatch_\\w+|process_\\w+|target_info|up(?=\\{))");

    private final JsonObject dashboard = read();

    @Test
    void theVariablesAreTheSourceTheJobTheInstanceAndTheFinding() {
        List<JsonObject> variables =
                objects(dashboard.getAsJsonObject("templating"), "list").toList();
        assertThat(variables)
                .extracting(variable -> text(variable, "name"))
                .containsExactly("datasource", "job", "instance", "fingerprint");
        assertThat(text(variables.get(0), "type") + " " + text(variables.get(0), "query"))
                .isEqualTo("datasource prometheus");
        assertThat(variables.subList(1, 4)).allSatisfy(variable -> {
            assertThat(variable.get("datasource")).hasToString(SOURCE);
            assertThat(text(variable, "type")).isEqualTo("query");
            assertThat(text(variable, "query")).startsWith("label_values(parkwatch_");
            // On a change of the time range.
            assertThat(variable.get("refresh").getAsInt()).isEqualTo(2);
        });
        assertThat(variables.subList(1, 3)).allSatisfy(variable -> {
            assertThat(variable.get("multi").getAsBoolean()).isTrue();
            assertThat(variable.get("includeAll").getAsBoolean()).isTrue();
            assertThat(text(variable, "allValue")).isEqualTo(".+");
        });
    }

    @Test
    void eachPanelHasTitleDescriptionUnitAndSource() {
        assertThat(panels()).hasSizeGreaterThan(30).allSatisfy(panel -> {
            assertThat(text(panel, "title")).isNotBlank();
            assertThat(text(panel, "description")).endsWith(".");
            assertThat(panel.get("datasource")).hasToString(SOURCE);
            assertThat(text(panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults"), "unit"))
                    .isNotBlank();
            assertThat(targets(panel))
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(target.get("datasource")).hasToString(SOURCE));
            assertThat(targets(panel))
                    .extracting(target -> text(target, "refId"))
                    .doesNotHaveDuplicates();
        });
        assertThat(panels()).extracting(panel -> text(panel, "title")).doesNotHaveDuplicates();
    }

    @Test
    void eachSeriesOfAQueryIsOfTheJobAndTheInstance() {
        assertThat(queries()).hasSizeGreaterThan(40).allSatisfy(query -> {
            assertThat(METRIC.matcher(query).results())
                    .isNotEmpty()
                    .allSatisfy(
                            metric -> assertThat(query.substring(metric.end())).startsWith("{" + MATCHERS));
            assertThat(query.replace(MATCHERS, "")).doesNotContain("$job", "$instance");
        });
    }

    @Test
    void ratesStandOverTheIntervalOfThePanelAndCountersInRates() {
        assertThat(queries()).allSatisfy(query -> {
            assertThat(ranges("i?rate", query)).allMatch("$__rate_interval"::equals);
            assertThat(query.replaceAll("(rate|increase)\\(\\w+\\{[^}]*}\\[[^]]+]\\)", ""))
                    .doesNotContain("_total", "look_seconds_sum", "look_seconds_count");
        });
        assertThat(queries()).anyMatch(query -> query.contains("[$__rate_interval]"));
    }

    @Test
    void eachMetricIsOneOfThePage() throws Exception {
        String page = Files.readString(PAGE);
        Set<String> documented = new HashSet<>(Set.of("up")); // Prometheus's own
        Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(page).results().forEach(row -> documented.add(row.group(1)));
        List<String> all = new ArrayList<>(queries());
        objects(dashboard.getAsJsonObject("templating"), "list").forEach(variable -> all.add(text(variable, "query")));

        assertThat(all.stream().flatMap(query -> METRIC.matcher(query).results().map(MatchResult::group)))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat(metric.replaceFirst("look_seconds_(sum|count)$", "look_seconds"))
                        .isIn(documented));
    }

    @Test
    void idsAreUniqueAndNoPanelCoversAnother() {
        List<JsonObject> all = objects(dashboard, "panels").toList();
        assertThat(all).extracting(panel -> panel.get("id").getAsInt()).doesNotHaveDuplicates();
        Set<String> taken = new HashSet<>();
        for (JsonObject panel : all) {
            JsonObject place = panel.getAsJsonObject("gridPos");
            int left = place.get("x").getAsInt();
            int right = left + place.get("w").getAsInt();
            int top = place.get("y").getAsInt();
            assertThat(left).isNotNegative();
            assertThat(right).isBetween(left + 1, COLUMNS);
            for (int y = top; y < top + place.get("h").getAsInt(); y++) {
                for (int x = left; x < right; x++) {
                    assertThat(taken.add(x + " " + y)).as(text(panel, "title")).isTrue();
                }
            }
        }
    }

    private static List<String> ranges(String function, String query) {
        return Pattern.compile("\\b" + function + "\\([^\\[]*\\[([^]]+)]")
                .matcher(query)
                .results()
                .map(range -> range.group(1))
                .toList();
    }

    private List<String> queries() {
        return panels().stream()
                .flatMap(panel -> targets(panel).stream())
                .map(target -> text(target, "expr"))
                .toList();
    }

    /** Returns the panels without the headings of rows. */
    private List<JsonObject> panels() {
        return objects(dashboard, "panels")
                .filter(panel -> !text(panel, "type").equals("row"))
                .toList();
    }

    private static List<JsonObject> targets(JsonObject panel) {
        return objects(panel, "targets").toList();
    }

    private static Stream<JsonObject> objects(JsonObject parent, String name) {
        return parent.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    private static JsonObject read() {
        try {
            return JsonParser.parseString(Files.readString(Path.of("..", "monitoring", "parkwatch-dashboard.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
