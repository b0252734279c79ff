// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scale;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Tag;

@Tag("alone")
class ScaleIT {
    private static final int HERD = 100_000;

    @OnEachJdk(threads = Threads.VIRTUAL)
    void tenStuckThreadsAreFoundOnTimeAmongTwentyThousandShortOnesASecond(Stage stage) {
        try (WatchedJvm jvm = stage.program(Churn.class).start()) {
            FindingView first = jvm.awaitReport(
                            report -> assertThat(report.findings()).isNotEmpty())
                    .findings()
                    .get(0);
            // One look after the threshold; the rest is what a busy machine adds to a look and to this test's own.
            assertThat(first.oldestSeconds()).isBetween(1.0, 3.0);

            for (int i = 0; i < 7; i++) {
                Table.found(
                        stage,
                        jvm,
                        at("stuck")
                                .sender("put")
                                .on(SynchronousQueue.class)
                                .rendezvous()
                                .times(10));
            }
            jvm.release();
            assertThat(Long.parseLong(jvm.awaitLine("a second: ").substring("a second: ".length())))
                    .as("threads that came and went in a second, or this says nothing")
                    .isGreaterThan(10_000);
            jvm.awaitNoFindings();
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void aHundredThousandStuckThreadsAtOnePlaceAreOneFinding(Stage stage) {
        try (WatchedJvm jvm = stage.program(Herd.class)
                .args(String.valueOf(HERD))
                .jvm("-Xmx1g")
                .start()) {
            // A closer look at each is spread over many looks.
            jvm.awaitReport(180, report -> assertThat(report.watched("stuck")).isEqualTo(HERD));
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
