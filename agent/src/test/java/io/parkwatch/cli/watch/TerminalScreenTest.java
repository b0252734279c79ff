// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalScreenTest {
    private final StringWriter written = new StringWriter();
    private final List<String> stty = new ArrayList<>();
    private int refusals;

    @Test
    void theTerminalIsGivenBackAsItWas() throws IOException {
        try (TerminalScreen screen = open("")) {
            screen.draw(List.of("a", "b"));
        }

        assertThat(stty).containsExactly("-g", "-icanon -echo min 0 time 0 susp undef", "saved:modes");
        assertThat(written)
                .hasToString("\u001b[?1049h\u001b[?25l\u001b[?7l"
                        + "\u001b[3;1H\u001b[J\u001b[1;1H\u001b[Ka\u001b[2;1H\u001b[Kb"
                        + "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l");
    }

    @Test
    void whatItLeavesIsOnTheNormalScreen() throws IOException {
        try (TerminalScreen screen = open("")) {
            screen.draw(List.of("a", "q quit"));
            screen.leaves(List.of("a"));
        }

        assertThat(written.toString()).endsWith("\u001b[?1049la" + System.lineSeparator());
    }

    @Test
    void nothingIsDrawnOnceItIsGivenBack() throws Exception {
        TerminalScreen screen = open("x");
        screen.close();
        String given = written.toString();

        screen.draw(List.of("late"));
        screen.close();

        assertThat(written).hasToString(given);
        assertThat(stty).hasSize(3);
        assertThat(screen.key(Duration.ZERO)).isEqualTo(TerminalScreen.Key.QUIT);
    }

    @Test
    void aRefusalIsTriedAgainWhenItIsGivenBack() throws IOException {
        TerminalScreen screen = open("");
        refusals = 2; // a second Ctrl-C ends stty too
        screen.close();

        assertThat(stty).endsWith("saved:modes", "saved:modes", "saved:modes");
    }

    @Test
    void aTerminalThatCannotBeTakenOverIsLeftAlone() {
        refusals = 1;

        assertThatThrownBy(() -> open("")).isInstanceOf(IOException.class);
        assertThat(written.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "Q", "\u0003", "\u0004", "xq"})
    void theseQuit(String pressed) throws Exception {
        try (TerminalScreen screen = open(pressed)) {
            assertThat(screen.key(Duration.ZERO)).isEqualTo(TerminalScreen.Key.QUIT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\u001b[A", "\u001bOq", "\u4e2d"})
    void theseDrawAgain(String pressed) throws Exception {
        try (TerminalScreen screen = open(pressed)) {
            assertThat(screen.key(Duration.ZERO)).isEqualTo(TerminalScreen.Key.OTHER);
            assertThat(screen.key(Duration.ofMillis(1))).isEqualTo(TerminalScreen.Key.NONE);
        }
    }

    private TerminalScreen open(String pressed) throws IOException {
        return TerminalScreen.open(
                new PrintWriter(written),
                new ByteArrayInputStream(pressed.getBytes(StandardCharsets.UTF_8)),
                this::run);
    }

    private String run(String... arguments) throws IOException {
        stty.add(String.join(" ", arguments));
        if (refusals-- > 0) {
            throw new IOException("refused");
        }
        return "saved:modes";
    }
}
