// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
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
            assertThat(main.get("seconds").getAsDouble()).isBetween(1.0, 600.0);

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

    /** Uses one JVM for all ways to wait; {@code next} ends each. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void aMainMethodThatMayHangIsAFindingUnlessTheProgramServes(Stage stage) {
        try (WatchedJvm jvm = stage.program(MainHangs.class).start()) {
            FindingView fetch = jvm.awaitFindings(1).finding("fetch");
            assertThat(fetch.text("operation")).isEqualTo("join");
            assertThat(fetch.channel("type")).isEqualTo("java.util.concurrent.CompletableFuture");
            assertThat(jvm.report().mainWaits()).isFalse();

            jvm.send("serve");
            Report served = jvm.awaitNoFindings();
            assertThat(served.mainWaits()).isTrue();
            assertThat(served.main().has("end")).isFalse();
            jvm.send("close");
            assertThat(jvm.awaitFindings(1).finding("fetch").text("fingerprint"))
                    .isEqualTo(fetch.text("fingerprint"));

            jvm.send("next");
            Report invoked = jvm.awaitReport(report ->
                    assertThat(report.finding("invoke").text("operation")).isEqualTo("invokeAll"));
            assertThat(invoked.mainWaits()).isFalse();

            jvm.send("next");
            jvm.awaitReport(report ->
                    assertThat(report.mainWaits() ? place(report) : "").endsWith("MainHangs.joinHealthy"));
            assertThat(jvm.settled(2).findings()).isEmpty();

            jvm.send("next");
            Report joined = jvm.awaitReport(report ->
                    assertThat(report.finding("joinStuck").text("operation")).isEqualTo("join"));
            assertThat(joined.finding("stick").count()).isEqualTo(1);
            assertThat(joined.mainWaits()).isFalse();

            jvm.send("next");
            jvm.awaitReport(report ->
                    assertThat(report.mainWaits() ? place(report) : "").endsWith("MainHangs.latch"));
            assertThat(jvm.settled(2).findings()).isEmpty();

            jvm.send("next");
            jvm.awaitReport(report ->
                    assertThat(report.mainWaits() ? place(report) : "").endsWith("MainHangs.run"));
            Report ends = jvm.settled(2);
            assertThat(ends.findings()).isEmpty();
            assertThat(ends.main().get("end").getAsBoolean()).isTrue();
        }
    }

    private static String place(Report report) {
        return report.main().get("waitsAt").getAsString().replaceFirst("\\(.*", "");
    }
}
