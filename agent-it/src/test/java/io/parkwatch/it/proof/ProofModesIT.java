// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;

/** Tests {@code prove} where no proof is possible, and the modes of the option {@code proof}. */
class ProofModesIT {
    @OnEachJdk(threads = Threads.VIRTUAL)
    void withZgcNothingIsProvedAndNobodyHarmed(Stage stage) throws Exception {
        cannotTell(stage, "this collector cannot tell", "-XX:+UseZGC");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void withShenandoahNothingIsProvedAndNobodyHarmed(Stage stage) throws Exception {
        cannotTell(stage, "this collector cannot tell", "-XX:+UseShenandoahGC");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void withADebuggerNothingIsProvedAndNobodyHarmed(Stage stage) throws Exception {
        cannotTell(
                stage,
                "debugger attached",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void whereCollectionsOnDemandAreOffNothingIsProved(Stage stage) throws Exception {
        cannotTell(stage, "collections on demand are off (-XX:+DisableExplicitGC)", "-XX:+DisableExplicitGC");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void alwaysOnTheProgramsOwnCollectionsProveThem(Stage stage) throws Exception {
        alwaysOn(stage, "-XX:+UseG1GC");
        alwaysOn(stage, "-XX:+UseParallelGC");
        alwaysOn(stage, "-XX:+UseSerialGC");
    }

    /** While G1 marks, it keeps what young references hold, so the witnesses must first grow old. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void alwaysOnTheConcurrentCyclesOfG1ProveThem(Stage stage) throws Exception {
        alwaysOn(stage, "-XX:+UseG1GC", "-XX:+ExplicitGCInvokesConcurrent", "-XX:MaxTenuringThreshold=1");
    }

    private static void alwaysOn(Stage stage, String... flags) throws Exception {
        try (WatchedJvm jvm = stage.program(Mixed.class)
                .fullyCompiled()
                .named(flags[0].substring("-XX:+".length()))
                .args("leaks")
                .jvm(flags)
                .also("proof=on")
                .start()) {
            jvm.awaitReport(report -> assertThat(Told.count(report, "Dropped.")).isEqualTo(Dropped.THREADS));
            WatchedJvm.await("the proof of all").until(() -> {
                Dump.jcmd(stage, jvm, "GC.run");
                Report report = jvm.report();
                assertThat(Told.count(report, "Dropped."))
                        .as("reported, also while they are tried")
                        .isEqualTo(Dropped.THREADS);
                return report.watched("leaked") == Dropped.THREADS;
            });
            WatchedJvm.await("all in the JVM's list again")
                    .until(() -> Dump.of(stage, jvm).names("dropped-").size() == Dropped.THREADS);
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }

    /** A softly held wait is leaked once the collector clears the reference, which happens at once here. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void withoutFinalizationBesideARecordingAndWithoutSoftReferencesAllAreProved(Stage stage) {
        try (WatchedJvm jvm = stage.program(Mixed.class)
                .fullyCompiled()
                .args("soft")
                .jvm("--finalization=disabled", "-XX:StartFlightRecording", "-XX:SoftRefLRUPolicyMSPerMB=0")
                .start()) {
            jvm.awaitReport(report -> {
                assertThat(Told.count(report, "Dropped.")).isEqualTo(Dropped.THREADS);
                assertThat(Told.count(report, "Kept.")).isEqualTo(1);
            });
            Report proved = Told.prove(stage, jvm);
            assertThat(Told.leaked(proved, "Dropped.")).isEqualTo(Dropped.THREADS);
            assertThat(proved.finding("softlyHeld").leaked()).isEqualTo(1);
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void switchedOffProveIsRefused(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Mixed.class).args("leaks").also("proof=off").start()) {
            jvm.awaitReport(report -> assertThat(Told.count(report, "Dropped.")).isEqualTo(Dropped.THREADS));

            Cli.Ended refused = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes");
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("runs with proof=off");
            assertThat(jvm.settled(1).watched("leaked")).isZero();
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void whereNobodyCanBeAskedItWantsAYesAndWhereNoAgentIsItBringsOneThatLeaves(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Mixed.class).args("leaks").withoutAgent().start()) {
            Cli.Ended asked = Cli.on(stage.jdk()).run("prove", jvm.pid());
            assertThat(asked.code()).isEqualTo(2);
            assertThat(asked.err()).contains("forces garbage collections").contains("add --yes");
            assertThat(jvm.agentLines()).isEmpty();

            Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "threshold=1s,interval=200ms");
            assertThat(proved.code()).as("%s", proved).isEqualTo(10);
            assertThat(proved.out())
                    .contains("LEAKED sender", "Proved: nothing in this JVM can ever wake it.", "was last asked at");
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s), while somebody reads", "detached");
        }
    }

    private static void cannotTell(Stage stage, String why, String... flags) throws Exception {
        try (WatchedJvm jvm = stage.program(Mixed.class)
                .fullyCompiled()
                .jvm(Mixed.FLAGS)
                .jvm(flags)
                .start()) {
            jvm.awaitReport(report -> {
                assertThat(Told.count(report, "Dropped.")).isEqualTo(Dropped.THREADS);
                assertThat(Told.of(report, "Kept")).hasSizeGreaterThan(25);
            });
            Dump before = Dump.of(stage, jvm);

            Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
            Report report = Report.parse(proved.out());
            assertThat(report.watched("leaked")).isZero();
            assertThat(report.json().getAsJsonObject("proof").get("problem").getAsString())
                    .isEqualTo(why);
            assertThat(Told.of(report, "Dropped."))
                    .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(why));
            assertThat(Dump.of(stage, jvm).names("dropped-")).isEqualTo(before.names("dropped-"));
            jvm.release();
            jvm.awaitReport(later -> assertThat(Told.methods(later, "Kept"))
                    .isEqualTo(Mixed.neverLetGo(stage.jdk().release())));
        }
    }
}
