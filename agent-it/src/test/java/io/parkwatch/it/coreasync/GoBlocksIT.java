// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

class GoBlocksIT {
    /** Fewer than the 50 reclaimed waits that a finding keeps. */
    private static final int DROPPED = 40;

    @OnEachJdk(threads = Threads.PLATFORM)
    void aHealthyProgramHasNoFinding(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            try (WatchedJvm jvm =
                    Clojure.program(stage, "busy", release).fullyCompiled().start()) {
                for (int look = 0; look < 15; look++) {
                    assertThat(jvm.settled(1).findings()).isEmpty();
                }
                // On a busy machine the watcher may get no core while thousands of channels are made, and says so.
                assertThat(jvm.report().problems())
                        .isSubsetOf("some waits of coroutines were missed: too many channels at once");
                jvm.send("release");
                String[] line = jvm.awaitLine("handed over: ").split(": ", 2);
                assertThat(Integer.parseInt(line[1])).as("hand-overs").isGreaterThan(1_000);
            }
        }
    }

    /** The waits together last for three thresholds. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void aGoBlockThatWaitsAnewOnTheSameChannelIsDatedFromItsLastWait(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            try (WatchedJvm jvm = Clojure.program(stage, "renewed", release).start()) {
                String[] line = jvm.awaitLine("last: ").split(": ", 2);
                Instant last = Instant.ofEpochMilli(Long.parseLong(line[1])).truncatedTo(ChronoUnit.SECONDS);
                Report found = jvm.awaitReport(report -> assertThat(report.findings())
                        .extracting(FindingView::waitsAtMethod)
                        .containsExactlyInAnyOrder("takes", "puts", "chooses"));
                assertThat(found.findings())
                        .extracting(finding -> Instant.parse(
                                finding.threads().get(0).get("since").getAsString()))
                        .allSatisfy(since -> assertThat(since).isAfterOrEqualTo(last));
                jvm.release();
                jvm.awaitNoFindings();
            }
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void goBlocksThatTheCollectorTakesAreReclaimed(Stage stage) {
        try (WatchedJvm jvm = Clojure.program(stage, "dropped", Clojure.NEWEST, Integer.toString(DROPPED))
                .start()) {
            Report before = jvm.awaitReport(
                    report -> assertThat(report.watched("stuck")).isEqualTo(DROPPED + 12));
            FindingView dropped = before.finding("take_dropped");
            assertThat(dropped.count()).isEqualTo(DROPPED);

            jvm.send("drop");
            jvm.awaitLine("drop");
            Report after = jvm.awaitReport(report -> {
                jvm.send("collect"); // a look that reads a channel at that moment keeps it from the collector
                assertThat(report.watched("reclaimed")).isEqualTo(DROPPED);
            });
            FindingView gone = after.finding("take_dropped");
            assertThat(gone.text("verdict")).isEqualTo("reclaimed");
            assertThat(gone.text("fingerprint")).isEqualTo(dropped.text("fingerprint"));
            assertThat(after.finding("take_held").count()).isEqualTo(10);
            assertThat(after.finding("take_either").text("verdict"))
                    .as("one of its two channels is held")
                    .isEqualTo("stuck");
            assertThat(jvm.settled(3).watched("reclaimed")).isEqualTo(DROPPED);
        }
    }

    /** All waits end and are collected between two looks. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void whatEndsAndIsCollectedBeforeTheNextLookIsNotTakenForReclaimed(Stage stage) {
        for (String release : Clojure.releases(stage)) {
            Launch launch = Clojure.program(stage, "ended", release);
            launch.options(
                    "threshold=3s,interval=1500ms,port=off,report=" + launch.folder() + "/" + release + ".report.json");
            try (WatchedJvm jvm = launch.start()) {
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(50));
                jvm.send("end");
                jvm.awaitLine("end");
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(10));
                jvm.send("time");
                jvm.awaitLine("time");
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isZero());
                assertThat(jvm.settled(2).watched("reclaimed")).isZero();
            }
        }
    }

    /** The collector takes the channel before the wait is old, so nothing can end the wait. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void aThreadWhoseChannelIsCollectedIsToldAllTheSame(Stage stage) {
        Launch launch = Clojure.program(stage, "dropped", Clojure.NEWEST, "0");
        launch.options("threshold=8s,interval=200ms,port=off,report=" + launch.folder() + "/" + Clojure.NEWEST
                + ".report.json");
        try (WatchedJvm jvm = launch.start()) {
            jvm.awaitReport(report ->
                    assertThat(report.coroutines()).as("seen by a look").isEqualTo(11));
            jvm.send("drop");
            jvm.awaitLine("drop");
            Report report = jvm.awaitReport(there -> there.finding("blocked_dropped"));
            FindingView blocked = report.finding("blocked_dropped");
            assertThat(blocked.text("role")).isEqualTo("receiver");
            assertThat(blocked.text("operation")).isEqualTo("<!!");
            assertThat(blocked.channel("kind")).isEqualTo("rendezvous");
        }
    }

    /**
     * A thread that waits already is found without its channel. A go block that waits already is found once another
     * waits on the same channel.
     */
    @OnEachJdk(threads = Threads.PLATFORM)
    void anAgentThatComesLateSeesWhatWaitsFromThenOn(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        Launch launch = Clojure.program(stage, "late", Clojure.NEWEST);
        try (WatchedJvm jvm = launch.withoutAgent().start()) {
            String options = "threshold=200ms,interval=100ms,port=off,report=" + launch.folder() + "/" + Clojure.NEWEST
                    + ".report.json";
            assertThat(cli.run("attach", jvm.pid(), options).code()).as("found").isEqualTo(10);
            assertThat(jvm.report().findings()).hasSize(1);
            jvm.send("send");
            jvm.awaitLine("send");
            Report found = jvm.awaitReport(there -> assertThat(there.findings()).hasSize(3));
            assertThat(found.findings())
                    .extracting(FindingView::waitsAtMethod, finding -> finding.text("operation"))
                    .containsExactlyInAnyOrder(tuple("blocked", "await"), tuple("early", "<!"), tuple("later", "<!"));

            assertThat(cli.run("detach", jvm.pid()).code()).isZero();
            jvm.release();
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 200ms)", "detached");
        }
    }
}
