// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Cells;
import io.parkwatch.options.Options;
import io.parkwatch.options.OptionsException;
import io.parkwatch.options.OptionsParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/** The pid and the agent's options, the arguments of most commands. */
final class Arguments {
    /** The width of a description in a help of 80 columns. */
    private static final int HELP_CELLS = 50;

    @Parameters(index = "0", paramLabel = "pid", description = "Process id, as `list` shows it.")
    private long pid;

    @Parameters(
            index = "1..*",
            paramLabel = "options",
            arity = "0..*",
            description = "The agent's options, key=value with commas or blanks between them.")
    @SuppressWarnings("FieldMayBeFinal") // picocli sets it
    private List<String> options = new ArrayList<>();

    /** Lists the agent's options in the help of a command that takes some, with their default values. */
    static void describe(CommandSpec command) {
        for (PositionalParamSpec given : List.copyOf(command.positionalParameters())) {
            if (given.paramLabel().equals("options")) {
                Stream<String> lines = Stream.of(given.description());
                // Wrapped here, since picocli also breaks 127.0.0.1.
                Stream<String> values = Cells.wrap(values(command.name()), HELP_CELLS, Integer.MAX_VALUE).stream();
                command.remove(given);
                command.add(given.toBuilder()
                        .description(Stream.concat(lines, values).toArray(String[]::new))
                        .build());
            }
        }
    }

    private static String values(String command) {
        Map<String, String> values = OptionsParser.defaults();
        values.putAll(OptionsParser.defaults(
                switch (command) {
                    case "report" -> "once";
                    case "prove", "watch" -> "while";
                    default -> command;
                }));
        Map<Boolean, String> shown = values.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.toString())
                .collect(Collectors.partitioningBy(text -> text.contains("="), Collectors.joining(", ")));
        return "Unless given: " + shown.get(true) + "; and no " + shown.get(false) + '.';
    }

    long pid() {
        return pid;
    }

    /** Returns the options for the agent, with absolute paths: its working directory is not that of this command. */
    String text() throws Failure {
        parse(Map.of());
        return parts().map(Arguments::absolute).collect(Collectors.joining(","));
    }

    /** Returns the threshold of an agent that the command attaches; null if a file that the agent reads may give it. */
    @Nullable
    Duration threshold(String command) throws Failure {
        boolean isOpen = parts().anyMatch(part -> part.startsWith("config="))
                && parts().noneMatch(part -> part.startsWith("threshold="));
        return isOpen ? null : parse(OptionsParser.defaults(command)).threshold();
    }

    /** Parses the options, but for the file: the agent reads it where it runs, possibly in a container. */
    private Options parse(Map<String, String> defaults) throws Failure {
        try {
            return OptionsParser.parse(
                    parts().filter(part -> !part.startsWith("config=")).collect(Collectors.joining(",")), defaults);
        } catch (OptionsException e) {
            throw Failure.wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private Stream<String> parts() {
        return options.stream()
                .flatMap(given -> Arrays.stream(given.split(",", -1)))
                .map(String::strip);
    }

    private static String absolute(String part) {
        for (String key : new String[] {"config=", "report="}) {
            if (part.startsWith(key) && part.length() > key.length()) {
                return key + Path.of(part.substring(key.length()).strip()).toAbsolutePath();
            }
        }
        return part;
    }
}
