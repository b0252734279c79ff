// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests stuck threads that the collector reclaims while they wait, such as those of a dropped executor. */
class ReclaimedIT {
    @OnEachJdk(threads = Threads.VIRTUAL)
    void threadsOfADroppedExecutorAreCountedAsReclaimed(Stage stage) throws Exception {
        for (String collector : new String[] {"G1", "Parallel", "Serial", "Z"}) {
            try (WatchedJvm jvm = stage.program(PerTask.class)
                    .fullyCompiled()
                    .named(collector)
                    .options("threshold=1s,interval=200ms,port=0,report={name}report.json")
                    .jvm("-XX:+Use" + collector + "GC")
                    .start()) {
                FindingView stuck = stuck(jvm);
                drop(jvm);

                Report after = jvm.awaitReport(
                        report -> assertThat(report.watched("reclaimed")).isEqualTo(PerTask.THREADS));
                FindingView gone = after.findings().get(0);
                assertThat(gone.text("fingerprint")).isEqualTo(stuck.text("fingerprint"));
                assertThat(gone.text("verdict")).isEqualTo("reclaimed");
                assertThat(gone.text("role")).isEqualTo("sender");
                assertThat(gone.text("summary")).contains("3 virtual threads waited to put");
                assertThat(gone.count()).isEqualTo(PerTask.THREADS);
                assertThat(gone.stack()).isEqualTo(stuck.stack());
                assertThat(after.watched("stuck")).isZero();
                assertThat(Http.ended(jvm, String.valueOf(stuck.text("fingerprint"))))
                        .as("none went on")
                        .isEqualTo("0.0");
            }
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void soAreThoseThatTheJvmDoesNotList(Stage stage) {
        try (WatchedJvm jvm = stage.program(PerTask.class)
                .fullyCompiled()
                .args("direct")
                .jvm("-Djdk.trackAllThreads=false")
                .start()) {
            FindingView stuck = stuck(jvm);
            drop(jvm);

            Report after = jvm.awaitReport(
                    report -> assertThat(report.watched("reclaimed")).isEqualTo(PerTask.THREADS));
            assertThat(after.findings().get(0).text("fingerprint")).isEqualTo(stuck.text("fingerprint"));
            assertThat(after.findings().get(0).text("verdict")).isEqualTo("reclaimed");
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void whatTheJvmDoesNotListIsProvedIfSomebodyAsks(Stage stage) {
        try (WatchedJvm jvm = stage.program(PerTask.class)
                .fullyCompiled()
                .args("direct")
                .jvm("-Djdk.trackAllThreads=false")
                .start()) {
            stuck(jvm);
            Report held = Told.prove(stage, jvm);
            assertThat(held.finding("put").leaked()).isZero();
            assertThat(held.finding("put").reason()).isEqualTo("something alive can reach it");

            jvm.send("drop");
            jvm.awaitLine("drop");
            assertThat(Told.prove(stage, jvm).finding("put").leaked()).isEqualTo(PerTask.THREADS);
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void theyAreLeakedFirstIfSomebodyAsksAndReclaimedThen(Stage stage) {
        try (WatchedJvm jvm = stage.program(PerTask.class).fullyCompiled().start()) {
            FindingView stuck = stuck(jvm);
            Report held = Told.prove(stage, jvm);
            assertThat(held.finding("put").leaked()).isZero();
            assertThat(held.finding("put").reason()).isEqualTo("a reachable executor holds it");

            jvm.send("drop");
            jvm.awaitLine("drop");
            Report proved = Told.prove(stage, jvm);
            assertThat(proved.finding("put").leaked()).isEqualTo(PerTask.THREADS);
            assertThat(proved.finding("put").text("fingerprint")).isEqualTo(stuck.text("fingerprint"));

            jvm.send("gc");
            jvm.awaitLine("gc");
            jvm.awaitReport(report -> assertThat(report.watched("reclaimed")).isEqualTo(PerTask.THREADS));
        }
    }

    private static FindingView stuck(WatchedJvm jvm) {
        return jvm.awaitReport(report -> assertThat(report.watched("stuck")).isEqualTo(PerTask.THREADS))
                .finding("put");
    }

    private static void drop(WatchedJvm jvm) {
        jvm.send("drop");
        jvm.awaitLine("drop");
        jvm.send("gc");
        jvm.awaitLine("gc");
    }
}
