// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nothing of a family of channels is loaded before the program loads it. */
class LoadsIT {
    /** Those of {@code java.base} that most programs never use. */
    private static final String[] FAMILIES = {
        "java.io.Piped", "java.util.concurrent.SubmissionPublisher", "java.util.concurrent.StructuredTaskScope"
    };

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aProgramThatUsesNoneHasNone(Stage stage) throws Exception {
        Launch launch = stage.program(OddThreads.class);
        Path loaded = launch.folder().resolve("loaded.txt");
        launch.jvm("-Xlog:class+load:file=" + loaded);
        try (WatchedJvm jvm = (stage.virtual() ? launch.afterFirstVirtual() : launch).start()) {
            jvm.awaitFindings(1);
            jvm.settled(3);

            assertThat(Files.readAllLines(loaded)).noneMatch(line -> {
                for (String family : FAMILIES) {
                    if (line.contains(" " + family)) {
                        return true;
                    }
                }
                return false;
            });
        }
    }
}
