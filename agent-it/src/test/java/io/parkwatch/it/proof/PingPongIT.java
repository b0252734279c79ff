// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests threads that wake each other during a proof. */
class PingPongIT {
    private static final int QUESTIONS = 8;

    @OnEachJdk(threads = Threads.VIRTUAL)
    void pairsThatHandOverDuringAProofGoOnAndAreNotLeaked(Stage stage) {
        try (WatchedJvm jvm = stage.program(PingPong.class)
                .fullyCompiled()
                .jvm(ListedThreads.OPEN)
                .start()) {
            for (int i = 0; i < QUESTIONS; i++) {
                jvm.awaitReport(report ->
                        assertThat(report.watched("stuck")).as("asked about").isPositive());
                Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
                // 0 if the proof took longer than a ball rests, since then all waits are new.
                assertThat(proved.code()).as("%s", proved).isIn(0, 10);
                assertThat(Report.parse(proved.out()).watched("leaked")).isZero();
            }
            jvm.send("passes");
            assertThat(jvm.awaitLine("passed"))
                    .as("all of them, and in the JVM's own list")
                    .isEqualTo("passed, listed " + 2 * PingPong.PAIRS);
        }
    }
}
