// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Runs the programs of this package that are written in Kotlin. */
final class Kotlin {
    static final String OLDEST = release("coroutines.oldest");
    static final String NEWEST = release("coroutines.newest");

    private Kotlin() {}

    /** Returns a release that the pom sets. */
    private static String release(String property) {
        return Objects.requireNonNull(System.getProperty(property), property);
    }

    /** Returns both releases of the library on the newest JDK, and one on each of the others. */
    static List<String> releases(Stage stage) {
        return switch (stage.jdk().release()) {
            case 17 -> List.of(OLDEST);
            case 21 -> List.of(NEWEST);
            default -> List.of(OLDEST, NEWEST);
        };
    }

    /** Runs the program of one file with this release of kotlinx.coroutines. */
    static Launch program(Stage stage, String file, String release) {
        Path jars = Path.of(Objects.requireNonNull(System.getProperty("kotlin.jars"), "-Dkotlin.jars is not set"));
        return stage.program(
                        "io.parkwatch.it.coroutines." + file + "Kt",
                        jars.resolve("kotlinx-coroutines-core-jvm-" + release + ".jar"))
                .with(jars.resolve("kotlin-stdlib.jar"))
                .with(Scene.class);
    }
}
