// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;

/** Tests an agent that comes and leaves while the program has no free carrier. */
class TakenCarriersIT {
    private static final String OPTIONS = "threshold=200ms,interval=100ms";

    @OnEachJdk(from = 21)
    void oneThatCameLateLeavesNoThreadThatRunsLater(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(TakenCarriers.class)
                .jvm(TakenCarriers.flags())
                .withoutAgent()
                .start()) {
            Traces traces = new Traces(stage, jvm);
            for (int round = 1; round <= 2; round++) {
                Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid(), OPTIONS, "--json");
                assertThat(Report.parse(report.out()).watched("virtual"))
                        .as("virtual threads at report %s: %s", round, report.err())
                        .isEqualTo(TakenCarriers.CARRIERS);
            }
            traces.awaitNone();
            Cli.Ended proof = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes");
            assertThat(proof.out()).as(proof.err()).contains("The garbage collector was last asked at ");
            traces.awaitNone();
            Visitor visitor = new Visitor(jvm);
            visitor.command("attach " + OPTIONS + ",port=0");
            awaitWatched(visitor);
            visitor.command("detach");
            free(jvm);
            traces.awaitNone();
        }
    }

    @OnEachJdk(from = 21)
    void oneThatWasThereFromTheStartLeavesNoneEither(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(TakenCarriers.class)
                .jvm(TakenCarriers.flags())
                .options(OPTIONS + ",port=0")
                .start()) {
            Visitor visitor = new Visitor(jvm);
            awaitWatched(visitor);
            visitor.command("detach");
            free(jvm);
            assertThat(jvm.agentLines()).hasSize(2).last().isEqualTo("detached");
            assertThat(jvm.out()).containsExactly("ready", "freed");
        }
    }

    private static void awaitWatched(Visitor visitor) {
        WatchedJvm.await("all virtual threads among those that are watched").untilAsserted(() -> {
            String[] told = visitor.told().split("\n", 2);
            assertThat(told).hasSize(2);
            Report report = Report.parse(told[1]);
            assertThat(report.watched("virtual")).isEqualTo(TakenCarriers.CARRIERS);
            assertThat(report.problems()).isEmpty();
        });
    }

    /** When it returns, all that waited for a carrier has run. */
    private static void free(WatchedJvm jvm) {
        jvm.send("free");
        jvm.awaitLine("freed");
        assertThat(jvm.alive()).as("the program lives on").isTrue();
    }
}
