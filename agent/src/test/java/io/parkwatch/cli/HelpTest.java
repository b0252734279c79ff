// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.options.OptionsParser;
import io.parkwatch.support.AgentVersion;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
    private final CommandLine line = Main.commandLine(
            new Parkwatch(Path.of("parkwatch.jar"), new Messages(new PrintWriter(Writer.nullWriter()), false)));

    @ParameterizedTest
    @ValueSource(strings = {"attach", "report", "prove", "watch"})
    void aCommandThatTakesTheAgentsOptionsNamesAllOfThem(String command) {
        String help = help(command);

        assertThat(OptionsParser.defaults().keySet())
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(help).containsPattern("\\b" + key + "\\b"));
    }

    @Test
    void theValuesAreThoseOfTheCommand() {
        assertThat(help("attach")).contains("threshold=60s", "interval=5s", "host=127.0.0.1", "port=9699");
        for (String command : new String[] {"report", "prove", "watch"}) {
            assertThat(help(command)).contains("threshold=5s", "interval=1s", "port=off");
        }
    }

    @Test
    void theCompletionOffersRolesThatTheCommandTakes() {
        StringWriter script = new StringWriter();
        line.setOut(new PrintWriter(script)).execute("completion");

        assertThat(script.toString())
                .contains("\"sender\" \"lock\" \"waiter\" \"receiver\"")
                .doesNotContain("SENDER");
    }

    @Test
    void aWrongWordIsAnsweredWithWhatIsClose() {
        assertThat(wrong("reprot"))
                .startsWith("parkwatch: unknown command reprot (do you mean ")
                .contains("report");
        assertThat(wrong("report", "1", "--jsn"))
                .startsWith("parkwatch: unknown option --jsn (do you mean --json?); see parkwatch report --help");
        assertThat(wrong("report", "abc")).startsWith("parkwatch: no process id: abc (`list` shows");
    }

    private String wrong(String... words) {
        StringWriter err = new StringWriter();
        assertThat(line.setErr(new PrintWriter(err, true)).execute(words)).isEqualTo(2);
        return err.toString();
    }

    @Test
    void everyLineOfTheHelpFitsATerminal() {
        assertThat(line.getUsageMessage().lines()).allMatch(text -> text.length() <= 80);
        assertThat(line.getUsageMessage()
                        .lines()
                        .dropWhile(text -> !text.equals("Exit codes:"))
                        .skip(1))
                .as("a code, or what goes on below its text")
                .allMatch(text -> text.matches("( {3}\\d| {2}\\d\\d| {4})  \\S.*"));
    }

    @Test
    void everyCommandPrintsTheVersionOfTheJar() {
        line.getSubcommands().keySet().forEach(command -> {
            StringWriter out = new StringWriter();
            assertThat(line.setOut(new PrintWriter(out)).execute(command, "-V")).isZero();
            assertThat(out.toString()).as(command).startsWith("Parkwatch " + AgentVersion.number());
        });
    }

    /** Returns the help with single blanks, so that a line break hides nothing. */
    private String help(String command) {
        CommandLine named = Objects.requireNonNull(line.getSubcommands().get(command));
        return named.getUsageMessage().replaceAll("\\s+", " ");
    }
}
