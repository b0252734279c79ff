// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Compares docs/command-line.md with the commands. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    /** The section with the options that every command has. */
    private static final String ALL = "Every command";

    private static final String EXIT_CODES = "Exit codes";
    private static final Pattern HEADING = Pattern.compile("^## `?([\\w ]+?)`?$");
    private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\| .*");
    private static final Pattern QUOTED = Pattern.compile("`([\\w-]+)[^`]*`");
    private static final Pattern EXAMPLE = Pattern.compile("^(?:java -jar parkwatch\\.jar|parkwatch) (\\w+)(.*)");
    private static final Pattern FOOTER_CODE = Pattern.compile("^ *(\\d+)  ([^(:]+\\b).*");

    private final CommandLine line = Main.commandLine(
            new Parkwatch(Path.of("parkwatch.jar"), new Messages(new PrintWriter(Writer.nullWriter()), false)));

    @Test
    void thePageHasEveryCommandWithItsOptionsAndNothingElse() throws IOException {
        Map<String, List<String>> documented = new TreeMap<>(sections());
        documented.keySet().removeIf(name -> !commands().containsKey(name) && isProse(name));
        assertThat(documented).isEqualTo(commands());
    }

    @Test
    void whatEveryCommandTakesIsThereOnce() throws IOException {
        for (CommandLine each : all().toList()) {
            assertThat(sections().get(ALL)).as(each.getCommandName()).containsExactlyInAnyOrderElementsOf(common(each));
        }
    }

    @Test
    void thePageHasTheExitCodesOfTheHelp() throws IOException {
        Map<String, String> help = new TreeMap<>();
        for (String text : line.getCommandSpec().usageMessage().footer()) {
            Matcher code = FOOTER_CODE.matcher(text.replaceAll("%n +", " "));
            assertThat(code).as(text).matches();
            help.put(code.group(1), code.group(2));
        }
        assertThat(help).hasSizeGreaterThanOrEqualTo(5);
        assertThat(sections().get(EXIT_CODES)).containsExactlyInAnyOrderElementsOf(help.keySet());
        String page = Files.readString(PAGE);
        help.forEach((code, meaning) -> assertThat(page).contains("| `" + code + "` | " + meaning));
    }

    @Test
    void theExamplesOfThePageAreAccepted() throws IOException {
        int examples = 0;
        for (String text : Files.readAllLines(PAGE)) {
            Matcher example = EXAMPLE.matcher(text);
            if (example.find()) {
                String arguments = example.group(2).replaceFirst("[|>#].*", "");
                List<String> words = Stream.concat(Stream.of(example.group(1)), Arrays.stream(arguments.split(" +")))
                        .filter(word -> !word.isEmpty())
                        .toList();
                assertThat(line.parseArgs(words.toArray(String[]::new)).errors())
                        .as(text)
                        .isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThanOrEqualTo(8);
    }

    /** Returns the parameters and options of each command, without those that every command has. */
    private Map<String, List<String>> commands() {
        Map<String, List<String>> commands = new TreeMap<>();
        line.getSubcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            TreeSet<String> names = new TreeSet<>();
            spec.positionalParameters().forEach(parameter -> names.add(parameter.paramLabel()));
            spec.options().forEach(option -> names.addAll(List.of(option.names())));
            names.removeAll(common(command));
            commands.put(name, List.copyOf(names));
        });
        return commands;
    }

    private static List<String> common(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> option.usageHelp() || option.versionHelp())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }

    private Stream<CommandLine> all() {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream());
    }

    /** Reports whether a section is prose. One word is a command, which must exist. */
    private static boolean isProse(String section) {
        return !section.matches("[a-z]\\w*");
    }

    /** Returns the first cells of the tables on the page, by their heading, in alphabetical order. */
    private static Map<String, List<String>> sections() throws IOException {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        TreeSet<String> section = new TreeSet<>(); // rows before the first heading are dropped
        for (String text : Files.readAllLines(PAGE)) {
            Matcher heading = HEADING.matcher(text);
            Matcher row = ROW.matcher(text);
            if (heading.matches()) {
                section = new TreeSet<>();
                assertThat(found.put(heading.group(1), section))
                        .as("two sections %s", heading.group(1))
                        .isNull();
            } else if (row.matches()) {
                section.addAll(QUOTED.matcher(row.group(1))
                        .results()
                        .map(match -> match.group(1))
                        .toList());
            }
        }
        Map<String, List<String>> sections = new TreeMap<>();
        found.forEach((name, names) -> sections.put(name, List.copyOf(names)));
        return sections;
    }
}
