// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jars of a run, as the build made them.
 *
 * @param programs the jar of this module, whose manifest names its libraries
 * @param coroutines the library of the programs in Kotlin, which is also an agent
 * @param web the jar of the web service, if it was built
 */
public record Jars(
        Path parkwatch,
        Path empty,
        Path programs,
        Path coroutines,
        Optional<Path> blockHound,
        Optional<Path> openTelemetry,
        Optional<Path> web) {

    /** Finds the jars of a repository that is built, by its root. */
    public static Jars of(Path root) throws IOException {
        Path target = root.resolve("bench/target");
        return new Jars(
                built(root.resolve("agent/target/parkwatch.jar")),
                built(target.resolve("bench-empty-agent.jar")),
                built(target.resolve("bench.jar")),
                in(target.resolve("lib"), "kotlinx-coroutines-core-jvm")
                        .orElseThrow(() -> new IOException("bench is not built: scripts/overhead does that")),
                in(target.resolve("peers"), "blockhound"),
                in(target.resolve("peers"), "opentelemetry-javaagent"),
                Optional.of(root.resolve("bench-web/target/bench-web.jar")).filter(Files::exists));
    }

    private static Path built(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not built: scripts/overhead does that");
        }
        return jar;
    }

    private static Optional<Path> in(Path folder, String name) throws IOException {
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(name + "-"))
                    .findFirst();
        }
    }
}
