// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

/** Tests that the JVM does not hold a thread because it loaded a class. */
class FirstLoadsIT {
    @OnEachJdk(threads = Threads.VIRTUAL)
    void whoWasTheFirstToLoadAClassOfTheProgramIsProved(Stage stage) {
        try (WatchedJvm jvm = stage.program(FirstLoads.class).fullyCompiled().start()) {
            jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(FirstLoads.THREADS));

            Report proved = Told.prove(stage, jvm);

            List<String> left = proved.findings().stream()
                    .filter(finding -> finding.leaked() < finding.count())
                    .map(finding -> finding.stack() + ": " + finding.reason())
                    .toList();
            assertThat(left).as("not proved").isEmpty();
            assertThat(proved.watched("leaked")).isEqualTo(FirstLoads.THREADS);
        }
    }
}
