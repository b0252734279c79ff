// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

class IdleJdkIT {
    /** The number of idle workers in the program's own pools. */
    private static final int WORKERS = 12;

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void poolsSchedulersTimersAndServersWithoutWorkAreNoFindings(Stage stage) {
        try (WatchedJvm jvm = stage.program(IdleJdk.class).start()) {
            // A wait is not classified until it is old enough.
            jvm.awaitReport(report -> assertThat(report.watched("idle")).isGreaterThanOrEqualTo(WORKERS));
            for (int i = 0; i < 10; i++) {
                assertThat(jvm.settled(1).findings()).isEmpty();
            }
            Report late = Table.found(stage, jvm);

            assertThat(late.watched("idle")).isGreaterThanOrEqualTo(WORKERS);
            assertThat(late.watched("stuck")).isZero();
        }
    }
}
