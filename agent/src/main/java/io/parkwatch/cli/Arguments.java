// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.OptionsException;
import io.parkwatch.OptionsParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which JVM, and the agent's options, as most commands take them. */
final class Arguments {
    @Parameters(index = "0", paramLabel = "pid", description = "Process id, as `list` shows it.")
    private long pid;

    @Parameters(
            index = "1..*",
            paramLabel = "options",
            arity = "0..*",
            description = {
                "The agent's options, key=value with commas or blanks between them:",
                "threshold=30s, interval=5s, port=9699 or off, report=FILE,",
                "traces=1000, proof=ask, channels=..., ignore=..., config=FILE"
            })
    @SuppressWarnings("FieldMayBeFinal") // picocli sets it
    private List<String> options = new ArrayList<>();

    long pid() {
        return pid;
    }

    /**
     * The options for the agent, whose working directory is another: paths are made absolute.
     *
     * @throws Failure an option is unknown or its value is bad
     */
    String text() throws Failure {
        String given = String.join(",", options);
        // A file is read where the agent is, which may be a container.
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
     * The threshold of an agent that comes with these options.
     *
     * @param otherwise where none is given
     * @return null: a file may give it that is read where the agent is
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
