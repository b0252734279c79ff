// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void theSizeIsWhatSttySaysThenTheVariablesThen80By24() {
        Terminal told = new Terminal(Map.of("COLUMNS", "132", "LINES", "50"));

        assertThat(told.size("30 100")).isEqualTo(new Terminal.Size(100, 30));
        assertThat(told.size("0 0")).as("a terminal without a size").isEqualTo(new Terminal.Size(132, 50));
        assertThat(told.size("")).isEqualTo(new Terminal.Size(132, 50));
        assertThat(new Terminal(Map.of("COLUMNS", "-1", "LINES", "many")).size("stty: what?"))
                .isEqualTo(new Terminal.Size(80, 24));
    }

    @Test
    void coloursAreForTerminalsThatWantThem() {
        assertThat(new Terminal(Map.of("TERM", "xterm-256color")).wantsColours())
                .isTrue();
        assertThat(new Terminal(Map.of("TERM", "xterm", "NO_COLOR", "1")).wantsColours())
                .isFalse();
        assertThat(new Terminal(Map.of("TERM", "xterm", "NO_COLOR", "")).wantsColours())
                .isTrue();
        assertThat(new Terminal(Map.of("TERM", "dumb")).draws()).isFalse();
        assertThat(new Terminal(Map.of()).draws()).isFalse();
    }
}
