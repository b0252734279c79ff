// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.cli.watch.Cells;
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
import picocli.CommandLine;
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
    static void describe(CommandLine command, String attaches) {
        CommandSpec spec = command.getCommandSpec();
        for (PositionalParamSpec given : List.copyOf(spec.positionalParameters())) {
            if (given.paramLabel().equals("options")) {
                spec.remove(given);
                List<String> lines = new ArrayList<>(List.of(given.description()));
                // Wrapped here, since picocli also breaks 127.0.0.1.
                lines.addAll(Cells.wrap(described(attaches), HELP_CELLS, Integer.MAX_VALUE));
                spec.add(given.toBuilder()
                        .description(lines.toArray(String[]::new))
                        .build());
            }
        }
    }

    private static String described(String attaches) {
        Map<String, String> values = OptionsParser.defaults();
        values.putAll(OptionsParser.defaults(attaches));
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        values.forEach((key, value) -> {
            if (value.isEmpty()) {
                without.add(key);
            } else {
                with.add(key + '=' + value);
            }
        });
        return "Unless given: " + String.join(", ", with) + "; and no " + String.join(", ", without) + '.';
    }

    long pid() {
        return pid;
    }

    /**
     * Returns the options for the agent. Its working directory differs from that of this command, so paths are
     * absolute.
     *
     * @throws Failure if an option is unknown or has a bad value
     */
    String text() throws Failure {
        String given = String.join(",", options);
        // The agent reads this file where it runs, possibly in a container.
        String here =
                parts(given).filter(part -> !part.strip().startsWith("config=")).collect(Collectors.joining(","));
        try {
            OptionsParser.parse(here);
        } catch (OptionsException e) {
            throw Failure.wrongUse(String.valueOf(e.getMessage()));
        }
        return parts(given).map(Arguments::absolute).collect(Collectors.joining(","));
    }

    /**
     * Returns the threshold of an agent that starts with these options.
     *
     * @param otherwise the threshold if the options give none
     * @return null if a file that the agent reads may give the threshold
     */
    @Nullable
    Duration threshold(String otherwise) throws Failure {
        String given = String.join(",", options);
        List<String> pairs = parts(given).map(String::strip).toList();
        List<String> thresholds =
                pairs.stream().filter(pair -> pair.startsWith("threshold=")).toList();
        if (thresholds.isEmpty() && pairs.stream().anyMatch(pair -> pair.startsWith("config="))) {
            return null;
        }
        try {
            return OptionsParser.parse(String.join(",", thresholds), Map.of("threshold", otherwise))
                    .threshold();
        } catch (OptionsException e) {
            throw Failure.wrongUse(String.valueOf(e.getMessage()));
        }
    }

    private static Stream<String> parts(String given) {
        return Arrays.stream(given.split(",", -1));
    }

    private static String absolute(String part) {
        String pair = part.strip();
        for (String key : new String[] {"config=", "report="}) {
            if (pair.startsWith(key) && pair.length() > key.length()) {
                return key + Path.of(pair.substring(key.length()).strip()).toAbsolutePath();
            }
        }
        return part;
    }
}
