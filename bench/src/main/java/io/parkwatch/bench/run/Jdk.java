// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A JDK that programs are measured on.
 *
 * @param version the version in its file {@code release}, such as 21.0.9
 */
public record Jdk(int release, Path home, String version) {
    /**
     * Reads a JDK.
     *
     * @param home the folder that holds {@code bin} and {@code release}
     */
    public static Jdk at(Path home) throws IOException {
        Path file = home.resolve("release");
        if (!Files.isReadable(file)) {
            throw new IOException(home + " is not a JDK: it has no file 'release'");
        }
        String version = Files.readString(file)
                .lines()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("[^0-9.]", ""))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " names no JAVA_VERSION"));
        return new Jdk(Integer.parseInt(Arrays.asList(version.split("\\.")).get(0)), home, version);
    }

    public boolean hasVirtualThreads() {
        return release >= 21;
    }

    /** Returns the path of a command, such as {@code java}. */
    public Path command(String name) {
        return home.resolve("bin").resolve(name);
    }
}
