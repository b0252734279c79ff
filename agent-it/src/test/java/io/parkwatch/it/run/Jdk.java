// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JDK that watched programs run on.
 *
 * @param home null if it is not on this machine
 */
public record Jdk(int release, @Nullable Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** Returns the JDKs of {@code it.jdks}, or the one that runs the tests if none is listed. */
    public static List<Jdk> listed() {
        String listed = System.getProperty("it.jdks", "").strip();
        if (listed.isEmpty()) {
            return List.of(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"))));
        }
        return Arrays.stream(listed.split(",", -1))
                .map(number -> of(Integer.parseInt(number.strip())))
                .toList();
    }

    private static Jdk of(int release) {
        String told = System.getProperty("it.jdk" + release, "");
        if (!told.isEmpty()) {
            return new Jdk(release, Files.isExecutable(java(Path.of(told))) ? Path.of(told) : null);
        }
        if (release == Runtime.version().feature()) {
            return new Jdk(release, Path.of(System.getProperty("java.home")));
        }
        try (Stream<Path> homes = Files.exists(INSTALLED) ? Files.list(INSTALLED) : Stream.empty()) {
            return new Jdk(
                    release,
                    homes.filter(home -> isRelease(home, release))
                            .sorted()
                            .findFirst()
                            .orElse(null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRelease(Path home, int release) {
        Path said = home.resolve("release");
        try {
            return Files.isExecutable(java(home))
                    && Files.isReadable(said)
                    && Files.readString(said).contains("JAVA_VERSION=\"" + release + ".");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path java(Path home) {
        return home.resolve("bin/java");
    }

    /** Returns its {@code java}. */
    public Path java() {
        if (home == null) {
            throw new IllegalStateException("no JDK " + release);
        }
        return java(home);
    }
}
