// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.jox;

import io.parkwatch.it.run.Compiled;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Stage;
import java.nio.file.Path;
import java.util.List;

/** Runs programs that use features of only the oldest known jox release. */
final class OldestJox {
    private static final List<Path> JARS =
            List.of(Path.of(System.getProperty("jox.oldest")), Path.of(System.getProperty("jox.structured")));

    private OldestJox() {}

    /** Compiles and runs a program of one class, whose source is a resource. */
    static Launch program(Stage stage, String name) {
        Path classes = Compiled.onStage(stage, OldestJox.class, name, JARS);
        Launch launch = stage.program("io.parkwatch.it.jox." + name, classes).with(Scene.class);
        JARS.forEach(launch::with);
        return launch;
    }
}
