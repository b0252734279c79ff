// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

class CoroutinesIT {
    /** Fewer than the 50 reclaimed waits that a finding keeps. */
    private static final int DROPPED = 40;

    @OnEachJdk(threads = Threads.PLATFORM)
    void aHealthyProgramHasNoFinding(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            try (WatchedJvm jvm = Kotlin.program(stage, "Busy", release)
                    .named(release)
                    .fullyCompiled()
                    .start()) {
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

    @OnEachJdk(threads = Threads.PLATFORM)
    void coroutinesThatTheCollectorTakesAreReclaimed(Stage stage) throws Exception {
        for (String collector : new String[] {"G1", "Z"}) {
            try (WatchedJvm jvm = Kotlin.program(stage, "Dropped", Kotlin.NEWEST)
                    .named(collector)
                    .options("threshold=1s,interval=200ms,port=0,report={name}report.json")
                    .jvm("-XX:+Use" + collector + "GC")
                    .args(Integer.toString(DROPPED))
                    .start()) {
                Report before = jvm.awaitReport(
                        report -> assertThat(report.watched("stuck")).isEqualTo(DROPPED + 10));
                FindingView dropped = before.finding("receiveDropped");
                assertThat(dropped.count()).isEqualTo(DROPPED);

                jvm.send("drop");
                jvm.awaitLine("drop");
                Report after = jvm.awaitReport(
                        report -> assertThat(report.watched("reclaimed")).isEqualTo(DROPPED));
                FindingView gone = after.finding("receiveDropped");
                assertThat(gone.text("verdict")).isEqualTo("reclaimed");
                assertThat(gone.text("fingerprint")).isEqualTo(dropped.text("fingerprint"));
                assertThat(gone.text("summary")).contains(" coroutines waited to receive");
                assertThat(after.finding("receiveHeld").count()).isEqualTo(10);
                assertThat(after.watched("stuck")).isEqualTo(10);
                String held = String.valueOf(after.finding("receiveHeld").text("fingerprint"));
                assertThat(Http.ended(jvm, held)).isEqualTo("0.0");

                jvm.release();
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isZero());
                assertThat(Http.ended(jvm, held)).isEqualTo("10.0");
                assertThat(Http.ended(jvm, String.valueOf(gone.text("fingerprint"))))
                        .as("the collector's did not go on")
                        .isEqualTo("0.0");
                assertThat(jvm.settled(3).watched("reclaimed"))
                        .as("those that ended are not taken for reclaimed")
                        .isEqualTo(DROPPED);
            }
        }
    }

    /** All waits end and are collected between two looks. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void whatEndsAndIsCollectedBeforeTheNextLookIsNotTakenForReclaimed(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            Launch launch = Kotlin.program(stage, "Ended", release).named(release);
            launch.options(
                    "threshold=1s,interval=4s,port=off,report=" + launch.folder() + "/" + release + ".report.json");
            try (WatchedJvm jvm = launch.start()) {
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(110));
                jvm.send("end");
                jvm.awaitLine("end");
                jvm.awaitReport(report -> assertThat(report.watched("stuck")).isZero());
                assertThat(jvm.settled(2).watched("reclaimed")).isZero();
            }
        }
    }

    /** A coroutine that is suspended already is found once another suspends on the same channel. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void anAgentThatComesLateSeesWhatSuspendsFromThenOn(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        Launch launch = Kotlin.program(stage, "Late", Kotlin.NEWEST);
        try (WatchedJvm jvm = launch.withoutAgent().start()) {
            String options = "threshold=200ms,interval=100ms,port=off,report=" + launch.folder() + "/report.json";
            assertThat(cli.run("attach", jvm.pid(), options).code()).isZero();
            jvm.send("send");
            jvm.awaitLine("send");
            Report found =
                    jvm.awaitReport(there -> assertThat(there.watched("stuck")).isEqualTo(3));
            assertThat(found.findings())
                    .allSatisfy(finding -> assertThat(finding.text("role")).isEqualTo("sender"));

            assertThat(cli.run("detach", jvm.pid()).code()).isZero();
            jvm.release();
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 200ms)", "detached");
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void aMainThatRunsBlockingAndWaitsForTheEndIsNoFinding(Stage stage) {
        try (WatchedJvm jvm = Kotlin.program(stage, "MainBlock", Kotlin.NEWEST).start()) {
            jvm.awaitReport(report -> assertThat(report.mainWaits()).isTrue());
            Report settled = jvm.settled(3);
            assertThat(settled.findings()).isEmpty();
            assertThat(settled.main().get("operation").getAsString()).isEqualTo("await");
        }
    }

    /** The coroutine that it launches there is a finding. */
    @OnEachJdk(threads = Threads.PLATFORM)
    void aMainThatWaitsInABlockBelowItOrSuspendsItselfIsNoFinding(Stage stage) {
        for (String file : new String[] {"Mains", "SuspendMain"}) {
            for (String release : Kotlin.releases(stage)) {
                try (WatchedJvm jvm = Kotlin.program(stage, file, release)
                        .named(file + release)
                        .start()) {
                    jvm.awaitReport(report -> {
                        assertThat(report.mainWaits()).isTrue();
                        assertThat(report.findings()).hasSize(1);
                    });
                    FindingView launched = jvm.settled(3).findings().get(0);
                    assertThat(launched.waitsAtMethod()).startsWith("launched");
                    assertThat(launched.count()).isEqualTo(1);
                    assertThat(launched.channelCreatedAt().get(0))
                            .contains("main")
                            .contains(file + ".kt:");
                }
            }
        }
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void aMainThatRunsBlockingAndReceivesIsOneFinding(Stage stage) {
        try (WatchedJvm jvm = Kotlin.program(stage, "MainBlock", Kotlin.NEWEST)
                .args("receive")
                .start()) {
            FindingView finding = jvm.awaitFindings(1).findings().get(0);
            assertThat(finding.text("role")).isEqualTo("receiver");
            assertThat(finding.count()).isEqualTo(1);
            assertThat(jvm.settled(3).mainWaits()).isFalse();
        }
    }

    /** A thread whose coroutines sleep or make progress is not a finding. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whoRunsBlockingWhileAllThreadsOfTheDispatcherAreTakenIsFound(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            try (WatchedJvm jvm = Kotlin.program(stage, "Dispatched", release)
                    .named(release)
                    .jvm("-Dkotlinx.coroutines.scheduler.core.pool.size=2", "-Dkotlinx.coroutines.io.parallelism=2")
                    .start()) {
                jvm.awaitReport(report -> assertThat(dispatched(report)).hasSize(3));
                List<FindingView> found = dispatched(jvm.settled(5));
                assertThat(found)
                        .extracting(finding -> String.valueOf(finding.text("waitsAt"))
                                .replaceFirst("^[^$]*\\$", "")
                                .replaceFirst("\\$.*", ""))
                        .containsExactlyInAnyOrder("dispatchedToPool", "dispatchedToDefault", "dispatchedToIo");
                assertThat(found)
                        .allSatisfy(finding -> assertThat(finding.text("summary"))
                                .startsWith("1 coroutine waits to be run by a")
                                .endsWith(" that has no thread for it"));

                jvm.release();
                jvm.awaitReport(report -> assertThat(report.findings()).isEmpty());
            }
        }
    }

    /** The owner is looked for among the threads of all old waits first, and a coroutine has none. */
    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 25)
    void theOwnerOfAMonitorIsNamedBesideASuspendedCoroutine(Stage stage) {
        for (String release : Kotlin.releases(stage)) {
            try (WatchedJvm jvm =
                    Kotlin.program(stage, "Beside", release).named(release).start()) {
                jvm.awaitReport(report -> {
                    assertThat(report.coroutines()).isEqualTo(1);
                    assertThat(report.findings()).hasSize(2);
                    FindingView entering = report.finding("entering");
                    assertThat(entering.json().has("holder")).isTrue();
                    assertThat(entering.json()
                                    .getAsJsonObject("holder")
                                    .get("name")
                                    .getAsString())
                            .isEqualTo("keeper");
                });
                assertThat(jvm.settled(3).findings()).hasSize(2);
                assertThat(jvm.alive()).isTrue();
            }
        }
    }

    private static List<FindingView> dispatched(Report report) {
        return report.findings().stream()
                .filter(finding -> "dispatch".equals(finding.text("operation")))
                .toList();
    }
}
