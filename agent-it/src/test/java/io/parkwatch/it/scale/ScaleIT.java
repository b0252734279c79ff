// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scale;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.time.Instant;
import java.util.concurrent.SynchronousQueue;

class ScaleIT {
    private static final int HERD = 100_000;

    @OnEachJdk(threads = Threads.VIRTUAL)
    void tenStuckThreadsAreFoundOnTimeAmongTwentyThousandShortOnesASecond(Stage stage) {
        try (WatchedJvm jvm = stage.program(Churn.class).fullyCompiled().start()) {
            Instant oneBefore = Instant.MIN;
            Instant twoBefore = Instant.MIN;
            Report first = jvm.settled(1);
            while (first.findings().isEmpty()) {
                twoBefore = oneBefore;
                oneBefore = jvm.reported();
                first = jvm.settled(1);
            }
            // At most one look late, however far apart the looks are on a busy machine.
            double old = first.findings().get(0).oldestSeconds() - 1;
            assertThat(jvm.reported().minusMillis((long) (1000 * old)))
                    .as("when they became old")
                    .isAfter(twoBefore);

            looked(stage, jvm);
            jvm.awaitLine("many came and went");
            looked(stage, jvm);
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static void looked(Stage stage, WatchedJvm jvm) {
        for (int i = 0; i < 3; i++) {
            Table.found(
                    stage,
                    jvm,
                    at("stuck")
                            .sender("put")
                            .on(SynchronousQueue.class)
                            .rendezvous()
                            .times(10));
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void aHundredThousandStuckThreadsAtOnePlaceAreOneFinding(Stage stage) {
        try (WatchedJvm jvm = stage.program(Herd.class)
                .fullyCompiled()
                .args(String.valueOf(HERD))
                .jvm("-Xmx1g")
                .start()) {
            // The detailed look at each thread is spread over many looks.
            jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(HERD));
            Report report = Table.found(
                    stage,
                    jvm,
                    at("stuck")
                            .sender("put")
                            .on(SynchronousQueue.class)
                            .rendezvous()
                            .times(HERD));

            assertThat(report.json().toString()).hasSizeLessThan(1_000_000);
            assertThat(report.findings().get(0).threads()).hasSize(20);
            jvm.release();
            jvm.awaitNoFindings();
        }
    }
}
