// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the alerts with the sections of the runbook. */
class RunbookTest {
    private static final Path RULES = Path.of("..", "monitoring", "parkwatch-alerts.yml");
    private static final Path PAGE = Path.of("..", "docs", "runbook.md");
    private static final String URL = "https://parkwatch.example/docs/runbook.md#";

    @Test
    void eachAlertHasItsAnnotationsAndItsSection() throws Exception {
        Map<String, String> sections = split("(?m)^## (Parkwatch\\w+)$", Files.readString(PAGE));
        Map<String, String> alerts = split("(?m)^ +- alert: (\\w+)$", Files.readString(RULES));

        assertThat(alerts).hasSize(9);
        assertThat(List.copyOf(sections.keySet())).isEqualTo(List.copyOf(alerts.keySet()));
        assertThat(alerts)
                .allSatisfy((name, rule) -> assertThat(rule)
                        .as(name)
                        .containsPattern("severity: (page|ticket)\n")
                        .contains("keep_firing_for: ", "summary: \"", "description: >-\n")
                        .contains("runbook_url: \"" + URL + name.toLowerCase(Locale.ROOT) + "\"\n"));
    }

    @Test
    void eachSectionSaysWhatItMeansThreeStepsAndWhenToCloseIt() throws Exception {
        assertThat(split("(?m)^## (Parkwatch\\w+)$", Files.readString(PAGE)))
                .allSatisfy((name, section) -> assertThat(section)
                        .as(name)
                        .containsPattern("^\n\n[A-Z]")
                        .containsPattern("(?s)\n1\\. .*\n2\\. .*\n3\\. ")
                        .doesNotContain("\n4. ")
                        .contains("\n**Close it** "));
    }

    /** The summary is what a pager shows, and part of what Alertmanager groups: it must not change with a number. */
    @Test
    void noSummaryHasAValue() throws Exception {
        assertThat(Files.readAllLines(RULES))
                .filteredOn(line -> line.strip().startsWith("summary: "))
                .hasSize(9)
                .noneMatch(line -> line.contains("$value") || line.contains("query"));
    }

    /** Returns the text after each match, up to the next one, by what the match's group holds. */
    private static Map<String, String> split(String heading, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile(heading).matcher(text);
        int from = 0;
        String name = "";
        while (matcher.find()) {
            parts.put(name, text.substring(from, matcher.start()));
            name = matcher.group(1);
            from = matcher.end();
        }
        parts.put(name, text.substring(from));
        parts.remove("");
        return parts;
    }
}
