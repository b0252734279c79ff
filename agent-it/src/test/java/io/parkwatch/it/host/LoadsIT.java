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

/** Tests which classes a start loads, and that a family's classes are loaded only when the program uses them. */
class LoadsIT {
    /** The channel classes of {@code java.base} that most programs never use. */
    private static final String[] FAMILIES = {
        "java.io.Piped", "java.util.concurrent.SubmissionPublisher", "java.util.concurrent.StructuredTaskScope"
    };

    /**
     * The limit for classes of the agent, with lambdas, from a start with HTTP to the end of the first looks. It is
     * low, since each class is read, verified and interpreted at every start (docs/decisions/0011). When this was
     * written there were 158 on 17, and 161 on 21 and 25.
     */
    private static final int MOST_OWN = 163;

    /** The last class that a first look loads. */
    private static final String LOOKED = " io.parkwatch.metrics.Slots$Table ";

    @OnEachJdk
    void aStartLoadsFewClassesOfOurs(Stage stage) throws Exception {
        Launch launch = stage.program(OddThreads.class).options("threshold=1h,interval=200ms,port=0");
        Path loaded = launch.folder().resolve("loaded.txt");
        launch.jvm("-Xlog:class+load:file=" + loaded);
        try (WatchedJvm jvm = launch.start()) {
            WatchedJvm.await("the first look")
                    .until(() -> Files.readString(loaded).contains(LOOKED));

            assertThat(jvm.agentLines()).anyMatch(line -> line.contains("http://"));
            assertThat(Files.readAllLines(loaded)).filteredOn(LoadsIT::isOwn).hasSizeLessThanOrEqualTo(MOST_OWN);
        }
    }

    private static boolean isOwn(String line) {
        return line.contains(" org.microhttp.")
                || (line.contains(" io.parkwatch.") && !line.contains(" io.parkwatch.it."));
    }

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
