// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Stage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the programs of this package that are written in Scala. They are compiled with the newest release of Ox, and run
 * with both.
 */
final class Scala {
    private static @Nullable Path compiled;

    private Scala() {}

    /** Runs an object's program without adding Ox and jox. */
    static Launch program(Stage stage, String object) {
        return stage.program("io.parkwatch.it.jox." + object, classes(stage, object))
                .with(Scene.class)
                .with(scala.Option.class)
                .with(scala.CanEqual.class);
    }

    private static synchronized Path classes(Stage stage, String object) {
        if (compiled == null) {
            try {
                compiled = compile(stage, object);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return compiled;
    }

    private static Path compile(Stage stage, String object) throws IOException, InterruptedException {
        Path folder = Path.of(Objects.requireNonNull(System.getProperty("scala.jars"), "-Dscala.jars is not set"));
        Path classes = Files.createTempDirectory(folder, "classes-");
        Path source = classes.resolve(object + ".scala");
        try (InputStream text = Objects.requireNonNull(Scala.class.getResourceAsStream(object + ".scala"), object)) {
            Files.copy(text, source);
        }
        String libraries = path(Stream.of(scala.Option.class, scala.CanEqual.class));
        String ox = path(Stream.of(ox.channels.Channel.class, com.softwaremill.jox.Channel.class, Scene.class));
        Path said = classes.resolve("output");
        int code = new ProcessBuilder(
                        stage.jdk().java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        folder + "/*" + File.pathSeparator + libraries,
                        "dotty.tools.dotc.Main",
                        "-Werror",
                        "-classpath",
                        libraries + File.pathSeparator + ox,
                        "-d",
                        classes.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(code)
                .as("exit code of Scala's compiler, which says: %s", Files.readString(said))
                .isZero();
        return classes;
    }

    private static String path(Stream<Class<?>> types) {
        return types.map(type -> Launch.where(type).toString()).collect(Collectors.joining(File.pathSeparator));
    }
}
