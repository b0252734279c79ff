// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Classes that only one test has, so that no other program finds them on its class path. */
public final class Compiled {
    private Compiled() {}

    /** Compiles sources, by the names of their classes, into a folder for a class path. */
    public static Path in(Path folder, Map<String, String> sources) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "--release",
                "17",
                "-d",
                folder.toString(),
                "-cp",
                Launch.where(Scene.class).toString()));
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
}
