// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the rules of docs/metrics.md through promtool: what must page, what must open a ticket, and what must do
 * neither.
 */
class AlertRulesIT {
    private static final String BLOCK = "```";

    @Test
    void theRulesPageWhenTheyShould(@TempDir Path folder) throws Exception {
        PrometheusIT.needs(PrometheusIT.PROMTOOL);
        Files.writeString(folder.resolve("rules.yml"), rules());
        for (String cases : List.of("fast.yml", "slow.yml")) {
            try (InputStream in = AlertRulesIT.class.getResourceAsStream("rules/" + cases)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(cases));
            }
        }

        promtool(folder, "check", "rules", "rules.yml");
        promtool(folder, "test", "rules", "fast.yml", "slow.yml");
    }

    /** Returns the only block of the page that contains rules. */
    private static String rules() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        int start = page.indexOf(BLOCK + "yaml\ngroups:") + BLOCK.length() + "yaml\n".length();
        return page.substring(start, page.indexOf(BLOCK, start));
    }

    private static void promtool(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PrometheusIT.PROMTOOL.toString()));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(900, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }
}
