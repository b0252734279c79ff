// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static io.parkwatch.it.run.Row.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** The ways to leave a go block behind, and their repairs, on the oldest and the newest release. */
class HandlersIT {
    private static final Row[] LEAKS = {
        in("dropped_channel").receiver("<!").rendezvous(),
        in("forgotten_sender").sender(">!").rendezvous(),
        in("timed_out_caller").sender(">!").rendezvous(),
        in("abandoned_receiver").receiver("<!").bounded(0, 10),
        in("unclosed_worker").receiver("<!").bounded(0, 2)
    };

    @OnEachJdk(threads = Threads.PLATFORM)
    void eachLeakIsFoundAndGoesWhenItsChannelIsClosed(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            try (WatchedJvm jvm = Clojure.source(stage, "handlers", release).start()) {
                Report report = Table.found(stage, jvm, LEAKS);
                report.findings().forEach(HandlersIT::isOneGoBlock);
                jvm.release();
                jvm.awaitNoFindings();
                jvm.awaitReport(
                        after -> assertThat(after.coroutines()).as("go blocks").isZero());
                assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
            }
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void noRepairIsReportedAndItsGoBlocksEnd(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            try (WatchedJvm jvm =
                    Clojure.program(stage, "handlers", release, "repaired").start()) {
                jvm.awaitLine("ended");
                // Ten looks are two thresholds.
                assertThat(jvm.settled(10).findings()).isEmpty();
            }
        }
    }

    private static void isOneGoBlock(FindingView finding) {
        assertThat(finding.text("summary")).containsPattern("^1 coroutine waits to (take from|put into) a ManyToMany");
        JsonObject thread = finding.threads().get(0);
        assertThat(thread.get("coroutine").getAsBoolean()).isTrue();
        assertThat(thread.keySet()).as("what only threads have").doesNotContain("id", "virtual");
    }

    private static Row in(String handler) {
        return at(handler)
                .on("clojure.core.async.impl.channels.ManyToManyChannel")
                .startedAnywhere()
                // Compiled while it loads: see Clojure.program.
                .madeAnywhere();
    }
}
