// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code prove}: all that is leaked, nothing that is not, and nobody is harmed. */
class ProofIT {
    @OnEachJdk(threads = Threads.VIRTUAL)
    void withG1EveryLeakIsProvedAndNoWaitThatCanEnd(Stage stage) throws Exception {
        check(stage, "-XX:+UseG1GC");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void withParallelEveryLeakIsProvedAndNoWaitThatCanEnd(Stage stage) throws Exception {
        check(stage, "-XX:+UseParallelGC");
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void withSerialEveryLeakIsProvedAndNoWaitThatCanEnd(Stage stage) throws Exception {
        check(stage, "-XX:+UseSerialGC");
    }

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
        for (String collector : List.of("G1", "Parallel", "Serial")) {
            try (WatchedJvm jvm = stage.program(Mixed.class)
                    .named(collector)
                    .args("leaks")
                    .jvm("-XX:+Use" + collector + "GC")
                    .also("proof=on")
                    .start()) {
                jvm.awaitReport(report -> assertThat(count(report, "Dropped")).isEqualTo(Dropped.THREADS));
                WatchedJvm.await("the proof of all").until(() -> {
                    Dump.jcmd(stage, jvm, "GC.run");
                    Report report = jvm.report();
                    assertThat(count(report, "Dropped"))
                            .as("reported, also while they are tried")
                            .isEqualTo(Dropped.THREADS);
                    return report.watched("leaked") == Dropped.THREADS;
                });
                WatchedJvm.await("all in the JVM's list again")
                        .until(() -> Dump.of(stage, jvm).names("dropped-").size() == Dropped.THREADS);
                assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
            }
        }
    }

    @OnEachJdk(threads = Threads.VIRTUAL)
    void switchedOffProveIsRefused(Stage stage) {
        try (WatchedJvm jvm =
                stage.program(Mixed.class).args("leaks").also("proof=off").start()) {
            jvm.awaitReport(report -> assertThat(count(report, "Dropped")).isEqualTo(Dropped.THREADS));

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

    private static void check(Stage stage, String collector) throws Exception {
        try (WatchedJvm jvm = stage.program(Mixed.class).jvm(collector).start()) {
            awaitAll(jvm);
            Dump before = Dump.of(stage, jvm);

            Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
            assertThat(proved.code()).as("%s", proved).isEqualTo(10);
            assertThat(proved.err()).isEmpty();
            Report report = Report.parse(proved.out());

            assertThat(of(report, "Dropped"))
                    .allSatisfy(finding -> assertThat(finding.leaked())
                            .as("leaked of %s", finding)
                            .isEqualTo(finding.count()));
            assertThat(of(report, "Kept"))
                    .allSatisfy(finding -> assertThat(finding.leaked())
                            .as("leaked of %s", finding)
                            .isZero());
            assertThat(count(report, "Dropped")).isEqualTo(Dropped.THREADS);
            assertThat(report.watched("leaked")).isEqualTo(Dropped.THREADS);
            assertThat(report.findings().subList(0, of(report, "Dropped").size()))
                    .as("leaked ones first")
                    .allSatisfy(finding -> assertThat(finding.text("verdict")).isEqualTo("leaked"));
            reasons(stage, report);

            // All are in the JVM's own list of threads again, but those that nobody holds any more.
            assertThat(Dump.of(stage, jvm).names("dropped-")).isEqualTo(before.names("dropped-"));
            jvm.release();
            jvm.awaitReport(later -> {
                assertThat(of(later, "Kept")).isEmpty();
                assertThat(count(later, "Dropped")).isEqualTo(Dropped.THREADS);
                assertThat(later.watched("leaked")).isGreaterThanOrEqualTo(Dropped.THREADS - 1);
            });
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }

    private static void reasons(Stage stage, Report report) {
        Map<String, String> wanted = new TreeMap<>();
        for (String reachable : List.of(
                "staticField",
                "runningMethod",
                "sleepingThread",
                "threadLocalOfAnother",
                "timerTask",
                "cleaner",
                "chainFromAField")) {
            wanted.put(reachable, "something alive can reach it");
        }
        wanted.put("reachableExecutor", "a reachable executor holds it");
        wanted.put("timed", "timed wait");
        wanted.put("platformThread", "platform thread");
        wanted.put("monitor", stage.jdk().release() < 24 ? "pinned" : "something alive can reach it");
        Map<String, String> told = of(report, "Kept").stream()
                .filter(finding -> isKept(finding.threads().get(0)))
                .collect(Collectors.toMap(
                        FindingView::waitsAtMethod,
                        finding -> finding.reason(),
                        (a, b) -> a.equals(b) ? a : a + b,
                        TreeMap::new));
        assertThat(told).isEqualTo(wanted);
    }

    /** Those of an executor have no name. */
    private static boolean isKept(JsonObject thread) {
        return !thread.has("name") || thread.get("name").getAsString().equals("kept");
    }

    private static void cannotTell(Stage stage, String why, String... flags) throws Exception {
        try (WatchedJvm jvm = stage.program(Mixed.class).jvm(flags).start()) {
            awaitAll(jvm);
            Dump before = Dump.of(stage, jvm);

            Cli.Ended proved = Cli.on(stage.jdk()).run("prove", jvm.pid(), "--yes", "--json");
            Report report = Report.parse(proved.out());
            assertThat(report.watched("leaked")).isZero();
            assertThat(report.json().getAsJsonObject("proof").get("problem").getAsString())
                    .isEqualTo(why);
            assertThat(of(report, "Dropped"))
                    .allSatisfy(finding -> assertThat(finding.reason()).isEqualTo(why));
            assertThat(Dump.of(stage, jvm).names("dropped-")).isEqualTo(before.names("dropped-"));
            jvm.release();
            jvm.awaitReport(later -> assertThat(of(later, "Kept")).isEmpty());
        }
    }

    private static void awaitAll(WatchedJvm jvm) {
        jvm.awaitReport(report -> {
            assertThat(count(report, "Dropped")).isEqualTo(Dropped.THREADS);
            assertThat(of(report, "Kept")).hasSizeGreaterThanOrEqualTo(11);
        });
    }

    private static int count(Report report, String program) {
        return of(report, program).stream().mapToInt(FindingView::count).sum();
    }

    private static List<FindingView> of(Report report, String program) {
        return report.findings().stream()
                .filter(finding -> String.valueOf(finding.text("waitsAt")).contains("." + program + "."))
                .toList();
    }
}
