// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.kernels.healthy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class WellIT {
    /** Covers more than four thresholds of ten looks each. */
    private static final int LOOKS = 45;

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void nothingIsFoundInIdleAndBusyServers(Stage stage) {
        try (WatchedJvm jvm = stage.program(Well.class)
                .fullyCompiled()
                .options("threshold=2s,interval=200ms,port=off,report=report.json")
                .start()) {
            for (int i = 0; i < LOOKS; i++) {
                Report report = jvm.settled(1);
                assertThat(report.findings()).as("at look %s", i).isEmpty();
                assertThat(report.problems()).isEmpty();
            }
            jvm.release();
            assertThat(Long.parseLong(jvm.awaitLine("items: ").substring("items: ".length())))
                    .isGreaterThan(1_000);
        }
    }
}
