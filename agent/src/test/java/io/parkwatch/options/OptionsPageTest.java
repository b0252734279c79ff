// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares docs/options.md with the parser. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "options.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (?:`([^`]+)`|(none)) \\| ");
    private static final Pattern EXAMPLE = Pattern.compile("-javaagent:parkwatch\\.jar=(\\S+)");
    private static final Pattern KEYS = Pattern.compile("allowed are ([\\w, ]+)");

    @Test
    void thePageNamesTheKeysOfTheParserAndNoOthers() throws IOException {
        assertThatThrownBy(() -> OptionsParser.parse("nosuch=1"))
                .isInstanceOf(OptionsException.class)
                .satisfies(e -> {
                    Matcher keys = KEYS.matcher(String.valueOf(e.getMessage()));
                    assertThat(keys.find()).isTrue();
                    assertThat(documented().keySet())
                            .containsExactlyInAnyOrder(keys.group(1).split(", "));
                });
    }

    @Test
    void givingEachDefaultOfThePageIsTheSameAsGivingNothing() throws Exception {
        Options none = OptionsParser.parse("");
        for (Map.Entry<String, String> row : documented().entrySet()) {
            if (row.getKey().equals("config")) {
                assertThat(row.getValue()).isEmpty(); // an empty name would be a file to read
            } else {
                assertThat(OptionsParser.parse(row.getKey() + '=' + row.getValue()))
                        .as(row.getKey())
                        .isEqualTo(none);
            }
        }
    }

    @Test
    void theExamplesOfThePageAreAccepted() throws Exception {
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .filter(options -> !options.startsWith("config="))
                .toList();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (String options : examples) {
            assertThat(OptionsParser.parse(options)).as(options).isNotEqualTo(OptionsParser.parse(""));
        }
    }

    /** Returns the defaults by their keys; an empty default means none. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                String before = rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
                assertThat(before).as("two rows for %s", row.group(1)).isNull();
            }
        }
        return rows;
    }
}
