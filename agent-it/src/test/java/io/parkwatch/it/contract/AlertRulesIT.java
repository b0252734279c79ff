// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Plays the rules in {@code monitoring} through promtool: what must page, what must open a ticket, and what must do
 * neither.
 */
class AlertRulesIT {
    private static final Path MONITORING = Path.of("..", "monitoring");

    @Test
    void theRulesPageWhenTheyShould() throws Exception {
        PrometheusIT.needs(PrometheusIT.PROMTOOL);
        List<String> cases;
        try (Stream<Path> files = Files.list(MONITORING.resolve("tests"))) {
            cases = files.map(file -> "tests/" + file.getFileName()).sorted().toList();
        }

        promtool(List.of("check", "rules", "parkwatch-alerts.yml", "parkwatch-rules.yml"));
        List<String> test = new ArrayList<>(List.of("test", "rules"));
        test.addAll(cases);
        promtool(test);
    }

    private static void promtool(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PrometheusIT.PROMTOOL.toString()));
        command.addAll(arguments);
        Process promtool = new ProcessBuilder(command)
                .directory(MONITORING.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(900, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }
}
