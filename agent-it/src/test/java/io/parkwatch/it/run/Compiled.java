// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.ToolProvider;

/** Compiles classes of a single test, so that no other program finds them on its class path. */
public final class Compiled {
    private Compiled() {}

    /** Compiles sources, by the names of their classes, into a folder for a class path. */
    public static Path in(Path folder, Map<String, String> sources) throws IOException {
        return in(folder, sources, List.of());
    }

    private static Path in(Path folder, Map<String, String> sources, List<Path> jars) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("--release", "17", "-d", folder.toString(), "-cp", classPath(jars)));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            words.add(Files.writeString(file, source.getValue()).toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(new String[0])))
                .as("javac's exit code")
                .isZero();
        return folder;
    }

    /**
     * Compiles a class against jars.
     *
     * @param beside a class in whose package the source lies, as a resource
     */
    public static Path beside(Class<?> beside, String name, Path folder, List<Path> jars) throws IOException {
        try (InputStream source = Objects.requireNonNull(beside.getResourceAsStream(name + ".java"), name)) {
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return in(folder, Map.of(name, text), jars);
        }
    }

    /**
     * Compiles a program with the JDK that runs it, since preview features differ between JDKs.
     *
     * @param beside a class in whose package the source lies, as a resource
     * @return a folder for a class path
     */
    public static Path onStage(Stage stage, Class<?> beside, String name, List<Path> jars) {
        stage.check(name);
        Path folder = KeptOutput.folder().resolve("classes");
        try (InputStream source = Objects.requireNonNull(beside.getResourceAsStream(name + ".java"), name)) {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + ".java");
            Files.copy(source, file);
            Path said = folder.resolve("javac");
            int code = new ProcessBuilder(
                            stage.jdk().java().resolveSibling("javac").toString(),
                            "--enable-preview",
                            "--release",
                            Integer.toString(stage.jdk().release()),
                            "-cp",
                            classPath(jars),
                            "-d",
                            folder.toString(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            assertThat(code)
                    .as("javac's exit code; it says: %s", Files.readString(said))
                    .isZero();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String classPath(List<Path> jars) {
        StringBuilder classPath = new StringBuilder(Launch.where(Scene.class).toString());
        jars.forEach(jar -> classPath.append(File.pathSeparator).append(jar));
        return classPath.toString();
    }
}
