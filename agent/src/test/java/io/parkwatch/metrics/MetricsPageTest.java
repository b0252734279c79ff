// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of series on the page has a row for each family, with its type and its labels. */
class MetricsPageTest {
    @Test
    void eachFamilyHasItsRow() throws Exception {
        List<String> rows;
        try (Stream<String> lines = Files.lines(Path.of("..", "docs", "metrics.md"))) {
            rows = lines.filter(line -> line.matches("\\| `(parkwatch_|process_|target_info).*"))
                    .map(line -> {
                        String[] cells = line.split("\\|", -1);
                        return cells[1].replace("`", "").strip()
                                + ' '
                                + cells[2].strip().split("\\W", -1)[0]
                                + ' '
                                + cells[3].replace("`", "").replace(",", "").strip();
                    })
                    .map(String::strip)
                    .toList();
        }

        assertThat(new MetricFamilies(ListedPoints::new, List.of()).all)
                .extracting(family -> (family.name + ' ' + family.type + ' ' + String.join(" ", family.labels)).strip())
                .containsExactlyInAnyOrderElementsOf(rows);
    }
}
