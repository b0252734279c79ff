// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Stage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Runs the programs of this package that are written in Clojure. */
final class Clojure {
    static final String OLDEST = release("core.async.oldest");
    static final String NEWEST = release("core.async.newest");

    private static final String PACKAGE = "io.parkwatch.it.coreasync.";
    private static final String[] PROGRAMS = {
        "waits", "handlers", "dropped", "busy", "late", "started", "renewed", "ended"
    };

    /** The folders of compiled classes, by release. */
    private static final Map<String, Path> COMPILED = new HashMap<>();

    private Clojure() {}

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

    /**
     * Runs a namespace with this release of core.async, both compiled ahead of time. While Clojure compiles, its reader
     * makes hundreds of thousands of locks (409,321 until the first channel, on 25), which use up the budget of
     * creation places.
     */
    static Launch program(Stage stage, String namespace, String release, String... words) {
        return launch(stage, compiled(stage, release), namespace, release, words);
    }

    /** Runs a namespace that is compiled as it loads, each form in its own loader. */
    static Launch source(Stage stage, String namespace, String release, String... words) {
        return launch(stage, jars().get(0), namespace, release, words);
    }

    private static Launch launch(Stage stage, Path first, String namespace, String release, String... words) {
        Launch launch = stage.program("clojure.main", first).with(Scene.class).named(release);
        jars(release).forEach(launch::with);
        List<String> args = new ArrayList<>(List.of("-m", PACKAGE + namespace));
        args.addAll(List.of(words));
        return launch.args(args.toArray(new String[0]));
    }

    private static List<Path> jars(String release) {
        return jars().stream()
                .filter(jar -> !jar.toString().contains("core.async-")
                        || jar.toString().endsWith(release + ".jar"))
                .toList();
    }

    private static List<Path> jars() {
        try (Stream<Path> all = Files.list(folder())) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path folder() {
        return Path.of(Objects.requireNonNull(System.getProperty("clojure.jars"), "-Dclojure.jars is not set"));
    }

    private static synchronized Path compiled(Stage stage, String release) {
        return COMPILED.computeIfAbsent(release, missing -> {
            try {
                return compile(stage, release);
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Path compile(Stage stage, String release) throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(folder(), release + "-");
        List<String> classPath = new ArrayList<>(
                List.of(classes.toString(), Launch.where(Scene.class).toString()));
        jars(release).forEach(jar -> classPath.add(jar.toString()));
        String namespaces = PACKAGE + String.join(" " + PACKAGE, PROGRAMS);
        int code = new ProcessBuilder(
                        stage.jdk().java().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        "clojure.main",
                        "-e",
                        "(binding [*compile-path* \"" + classes + "\"] (run! compile '[" + namespaces + "]))")
                .redirectErrorStream(true)
                .redirectOutput(classes.resolve("output").toFile())
                .start()
                .waitFor();
        assertThat(code)
                .as("exit code of Clojure's compiler, which says: %s", Files.readString(classes.resolve("output")))
                .isZero();
        return classes;
    }
}
