// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is measured, as the build left it.
 *
 * @param programs the jar of this module, which names its libraries
 * @param web the same of the web service, where it was built
 */
public record Jars(
        Path parkwatch,
        Path empty,
        Path programs,
        Optional<Path> blockHound,
        Optional<Path> openTelemetry,
        Optional<Path> web) {

    /**
     * Those of a repository that is built.
     *
     * @param root of the repository
     */
    public static Jars of(Path root) throws IOException {
        Path target = root.resolve("bench/target");
        return new Jars(
                built(root.resolve("agent/target/parkwatch.jar")),
                built(target.resolve("bench-empty-agent.jar")),
                built(target.resolve("bench.jar")),
                peer(target, "blockhound"),
                peer(target, "opentelemetry-javaagent"),
                Optional.of(root.resolve("bench-web/target/bench-web.jar")).filter(Files::exists));
    }

    private static Path built(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not built: scripts/overhead does that");
        }
        return jar;
    }

    private static Optional<Path> peer(Path target, String name) throws IOException {
        Path peers = target.resolve("peers");
        if (!Files.exists(peers)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(peers)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(name + "-"))
                    .findFirst();
        }
    }
}
