// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final String FORGOTTEN = "--scenario forgotten-sender --threads virtual --channels queue ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void a_leak_goes_when_it_is_released() {
        int exit = run("release\nexit\nunread\n", FORGOTTEN + "--times 3");

        assertThat(out.toString().lines()).containsExactly("ready", "released");
        assertThat(exit).isZero();
    }

    @Test
    void a_repaired_twin_tells_that_its_threads_have_ended_and_goes_on_to_the_end_of_input() {
        int exit = run("", FORGOTTEN + "--repaired");

        assertThat(out.toString().lines()).containsExactly("ready", "ended");
        assertThat(exit).isZero();
    }

    @Test
    void several_scenarios_run_at_once_and_the_leaks_among_them_go_when_they_are_released() {
        int exit = run("release\n", FORGOTTEN + FORGOTTEN.replace("virtual", "platform") + FORGOTTEN + "--repaired");

        assertThat(out.toString().lines()).containsExactly("ready", "ended", "released");
        assertThat(exit).isZero();
    }

    @Test
    void an_unknown_command_is_named_with_those_that_are_known() {
        run("relaese\n", FORGOTTEN);

        assertThat(out.toString().lines()).containsExactly("ready", "unknown: relaese (release, exit)");
    }

    @Test
    void the_scenarios_are_listed() {
        int exit = run("", "--list");

        assertThat(out.toString().lines().map(line -> line.split(" ", 2)[0]))
                .containsExactly(
                        "dropped-channel",
                        "forgotten-sender",
                        "timed-out-caller",
                        "abandoned-receiver",
                        "unclosed-worker");
        assertThat(exit).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --scenario nope --threads virtual --channels jox | '--scenario': expected one of [dropped-channel,
                    --scenario dropped-channel --threads green       | '--threads': expected one of [virtual, platform]
                    --scenario dropped-channel --channels pipe       | '--channels': expected one of [queue, jox]
                    --scenario dropped-channel --times 0             | '--times': expected a whole number from 1 on
                    --scenario dropped-channel --times few           | '--times': expected a whole number from 1 on
                    --threads virtual                                | --scenario=NAME, --channels=KIND
                    --fast                                           | Unknown option: '--fast'
                    """)
    void wrong_use_names_the_option_and_what_is_allowed(String args, String message) {
        int exit = run("", args);

        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains(message));
        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String input, String args) {
        return Main.run(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                args.strip().split(" +"));
    }
}
