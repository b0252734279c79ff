// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.AllFamilies;
import io.parkwatch.families.Families;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each part that may be degraded is shown at 0, too. The sources define the parts, and the page lists them. */
class PartsTest {
    private static final List<String> LIBRARIES = new Families(AllFamilies.all()).parts();

    @Test
    void everyPartThatTheSourcesNameIsThereFromTheFirstScrape() throws Exception {
        Set<String> parts = new TreeSet<>();
        for (String source : sources()) {
            add(parts, "new Problem\\(\\s*\"([^\"]+)\"", source);
            add(parts, "\\bproblem\\(\\s*\"([^\"]+)\"", source);
            add(parts, "String library\\(\\) \\{\\s*return \"([^\"]+)\"", source);
        }

        assertThat(parts).contains("platform", "weave", "http", "core-async");
        assertThat(new MetricFamilies(ListedPoints::new, LIBRARIES).parts).containsExactlyInAnyOrderElementsOf(parts);
    }

    @Test
    void thePageNamesThem() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        String row = page.lines()
                .filter(line -> line.startsWith("| `part` |"))
                .findAny()
                .orElseThrow();

        assertThat(new MetricFamilies(ListedPoints::new, LIBRARIES).parts)
                .allSatisfy(part -> assertThat(row).contains("`" + part + "`"));
    }

    private static void add(Set<String> parts, String pattern, String source) {
        Matcher matcher = Pattern.compile(pattern).matcher(source);
        while (matcher.find()) {
            parts.add(matcher.group(1).replace('.', '-'));
        }
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(PartsTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
