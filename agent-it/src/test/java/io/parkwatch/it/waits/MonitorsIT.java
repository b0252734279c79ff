// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

class MonitorsIT {
    /** On 21 a virtual thread that is blocked keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=8";

    /** To be reported once other channels are; until then a monitor must not pass for anything else. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void areCountedAndNotReported(Stage stage) {
        try (WatchedJvm jvm = stage.program(Monitors.class).jvm(CARRIERS).start()) {
            jvm.awaitReport(report -> assertThat(report.watched("waiting")).isGreaterThanOrEqualTo(5));
            Report late = jvm.settled(8);

            Table.found(stage, jvm);
            assertThat(late.watched("waiting")).isGreaterThanOrEqualTo(5);

            jvm.release();
        }
    }
}
