// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.Map;

/** Tests kinds of threads that are not aged: a report must not then say that nothing is stuck. */
class NotSeenIT {
    /** A thread that waits for a class to be initialized keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void threadsThatWaitForEachOtherToInitializeAClass(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Initializers.class).jvm(CARRIERS).args("deadlock").start()) {
            jvm.awaitReport(report -> assertThat(report.blind()).isEqualTo(Map.of("class_init", 2)));

            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid());

            assertThat(text.code()).as("%s", text).isEqualTo(4);
            assertThat(text.out())
                    .startsWith(
                            "Nothing that Parkwatch sees is stuck; 2 threads in class initialization are not seen: ");
        }
    }

    @OnEachJdk
    void soTheyAreByAnAgentThatComesForOneReport(Stage stage) {
        try (WatchedJvm jvm = stage.program(Initializers.class)
                .args("deadlock")
                .withoutAgent()
                .start()) {
            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=1s,interval=200ms");

            assertThat(text.code()).as("%s", text).isEqualTo(4);
            assertThat(text.out())
                    .startsWith("Nothing that Parkwatch sees is stuck; 2 threads in class initialization ");
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void threadsThatWaitInNativeCodeOrWorkAreNoneOfThem(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Initializers.class).jvm(CARRIERS).args("healthy").start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(jvm.settled(1).blind()).isEmpty();
            }
            assertThat(jvm.report().leftOut()).containsEntry("socket read", 1);
        }
    }

    @OnEachJdk
    void platformThreadsOfAnImageWithoutManagement(Stage stage) {
        try (WatchedJvm jvm = stage.program(LeftOut.class)
                .jvm("--limit-modules", "java.base,java.instrument")
                .start()) {
            jvm.awaitReport(report -> assertThat(report.blind()).isEqualTo(Map.of("platform", 4)));

            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid());

            assertThat(text.code()).as("%s", text).isEqualTo(4);
            assertThat(text.out())
                    .startsWith("Nothing that Parkwatch sees is stuck; 4 platform threads that wait are not seen:"
                            + " no java.management in this image.\n")
                    .doesNotContain("Nothing is stuck");
        }
    }
}
