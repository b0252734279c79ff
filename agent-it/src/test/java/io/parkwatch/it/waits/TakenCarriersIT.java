// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.util.ArrayList;
import java.util.List;

class TakenCarriersIT {
    private static final String FREE =
            "2 virtual threads wait in lock for a ReentrantLock that is free, and whose next owner gets no carrier";

    @OnEachJdk(from = 21)
    void aLockWhoseNextOwnerGetsNoCarrierIsToldAsFree(Stage stage) {
        try (WatchedJvm jvm = program(stage, "lock").start()) {
            jvm.awaitReport(found -> {
                assertThat(found.findings())
                        .extracting(finding -> finding.text("summary"))
                        .containsExactly(FREE);
                JsonObject carriers = found.json().getAsJsonObject("carriers");
                assertThat(carriers.get("parallelism").getAsInt()).isEqualTo(2);
                assertThat(carriers.get("pinned").getAsInt()).isEqualTo(2);
                assertThat(carriers.get("ready").getAsInt()).isGreaterThanOrEqualTo(6);
                assertThat(carriers.get("readyOldestSeconds").getAsDouble()).isGreaterThanOrEqualTo(1);
            });

            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid());
            assertThat(text.code()).as("%s", text).isEqualTo(10);
            assertThat(text.out())
                    .startsWith("2 of ")
                    .containsPattern(
                            "\\n[67] virtual threads are ready to run and have no carrier, the oldest for \\d+ s:"
                                    + " all 2 carriers are pinned\\.\\n");
        }
    }

    @OnEachJdk(from = 21)
    void soItIsByAnAgentThatComesForOneReport(Stage stage) {
        try (WatchedJvm jvm = program(stage, "lock").withoutAgent().start()) {
            // On a busy machine a report may have too few looks to see that the lock is free, so it is asked for again.
            WatchedJvm.await("a report of a free lock").pollInSameThread().untilAsserted(() -> {
                Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=1s,interval=200ms");
                assertThat(text.code()).as("%s", text).isEqualTo(10);
                assertThat(text.out()).contains(FREE, ": all 2 carriers are pinned.");
            });
        }
    }

    @OnEachJdk(from = 21)
    void nothingIsStuckIsNotSaidWhileThreadsGetNoCarrier(Stage stage) {
        try (WatchedJvm jvm = program(stage, "busy").start()) {
            jvm.awaitReport(found -> assertThat(ready(found)).isGreaterThanOrEqualTo(5));

            Cli.Ended text = answer(stage, jvm.pid());
            assertThat(text.out())
                    .startsWith("Nothing that Parkwatch sees is stuck; ")
                    .contains(" virtual threads are ready to run and have no carrier, the oldest for ")
                    .contains(": others run on the 2 carriers.\n");

            jvm.release();
            jvm.awaitReport(found -> assertThat(ready(found)).isZero());
        }
    }

    @OnEachJdk(from = 21)
    void norByAnAgentThatComesLateWhileThreadsHaveNeverRun(Stage stage) {
        try (WatchedJvm jvm = program(stage, "busy").withoutAgent().start()) {
            Cli.Ended text = answer(stage, jvm.pid(), "threshold=1s,interval=200ms");
            assertThat(text.out())
                    .startsWith(
                            "Nothing that Parkwatch sees is stuck; 5 virtual threads are ready to run and have no carrier")
                    .contains(": others run on the 2 carriers.\n");
        }
    }

    /** A program that takes all cores may be too busy to answer, beside others. The command then says to try again. */
    private static Cli.Ended answer(Stage stage, Object... words) {
        List<Object> command = new ArrayList<>(List.of("report"));
        command.addAll(List.of(words));
        return WatchedJvm.await("an answer")
                .pollInSameThread()
                .until(() -> Cli.on(stage.jdk()).run(command.toArray()), text -> text.code() == 4);
    }

    private static int ready(Report report) {
        JsonObject carriers = report.json().getAsJsonObject("carriers");
        return carriers == null ? 0 : carriers.get("ready").getAsInt();
    }

    private static Launch program(Stage stage, String how) {
        return stage.program(TakenCarriers.class)
                .jvm("-Djdk.virtualThreadScheduler.parallelism=2", "-Djdk.virtualThreadScheduler.maxPoolSize=2")
                .args(how);
    }
}
