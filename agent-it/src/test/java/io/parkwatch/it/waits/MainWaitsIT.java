// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.WatchedJvm;
import java.util.concurrent.LinkedBlockingQueue;

class MainWaitsIT {
    @OnEachJdk
    void aMainMethodThatWaitsForTheEndIsNoFinding(Stage stage) {
        try (WatchedJvm jvm = stage.program(MainWaits.class).start()) {
            jvm.awaitReport(report -> assertThat(report.mainWaits()).isTrue());
            Report settled = jvm.settled(3);

            assertThat(settled.findings()).isEmpty();
            JsonObject main = settled.main();
            assertThat(main.get("waitsAt").getAsString())
                    .isEqualTo("io.parkwatch.it.waits.MainWaits.main(MainWaits.java:19)");
            assertThat(main.get("operation").getAsString()).isEqualTo("await");
            assertThat(main.get("seconds").getAsDouble()).isBetween(1.0, 60.0);

            jvm.send("exit");
            assertThat(jvm.exitCode()).isZero();
        }
    }

    @OnEachJdk
    void aMainMethodThatReceivesIsAFindingLikeAnyOther(Stage stage) {
        try (WatchedJvm jvm = stage.program(MainWaits.class).args("take").start()) {
            Report report = Table.found(
                    stage,
                    jvm,
                    // The JVM starts the main thread itself.
                    at("main")
                            .receiver("take")
                            .on(LinkedBlockingQueue.class)
                            .unbounded(0)
                            .started("absent"));
            assertThat(report.mainWaits()).isFalse();
        }
    }
}
