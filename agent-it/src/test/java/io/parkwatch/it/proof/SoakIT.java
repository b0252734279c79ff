// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tests very many leaked and live threads beside a program that makes garbage; {@code scripts/soak proof} runs it for
 * long.
 */
class SoakIT {
    /** The number of all threads for each collector. */
    private static final int CASES = Integer.getInteger("it.soak", 2_000);

    /** The number of all threads that are woken while they are tried. */
    private static final int WOKEN = Integer.getInteger("it.soak.woken", 400);

    /** The number of these that wait at a time. */
    private static final int TOGETHER = 9_000;

    private static final int EACH = 32;
    private static final int WAVE = EACH * (Dropped.THREADS + Live.STUCK);

    @OnEachJdk(threads = Threads.VIRTUAL)
    void noLeakIsMissedNoLiveWaitProvedAndNobodyLost(Stage stage) {
        for (String collector : List.of("G1", "Parallel", "Serial")) {
            try (WatchedJvm jvm = stage.program(Soak.class)
                    .fullyCompiled()
                    .named(collector)
                    .args("" + EACH)
                    .jvm("-XX:+Use" + collector + "GC", "-Xmx1g", ListedThreads.OPEN)
                    .start()) {
                Tally tally = soak(stage, jvm);
                System.out.println("soak: JDK " + stage.jdk().release() + ", " + collector + ": " + tally);
                assertThat(tally.missed).as("missed").isZero();
                assertThat(tally.falselyProved).as("falsely proved").isZero();
                assertThat(tally.notEnded).as("live threads that did not go on").isZero();
                assertThat(tally.lost).as("lost from the JVM's list").isZero();
            }
        }
    }

    /** Runs with {@code proof=on}, and divides the threads among the collectors. */
    @OnEachJdk(threads = Threads.VIRTUAL)
    void whoIsWokenWhileItIsTriedIsNeverProved(Stage stage) {
        Map<String, String[]> collectors = new LinkedHashMap<>();
        collectors.put("G1", new String[] {"-XX:+UseG1GC"});
        if (WOKEN > TOGETHER) {
            collectors.put(
                    "G1 concurrently",
                    new String[] {"-XX:+UseG1GC", "-XX:+ExplicitGCInvokesConcurrent", "-XX:MaxTenuringThreshold=1"});
            collectors.put("Parallel", new String[] {"-XX:+UseParallelGC"});
            collectors.put("Serial", new String[] {"-XX:+UseSerialGC"});
        }
        int share = WOKEN / collectors.size();
        collectors.forEach((collector, flags) -> {
            try (WatchedJvm jvm = stage.program(Trials.class)
                    .fullyCompiled()
                    .named(collector.replace(' ', '-'))
                    .args("" + Math.min(share, TOGETHER), "" + share)
                    .jvm(flags)
                    .jvm("-Xmx1g", ListedThreads.OPEN)
                    .also("proof=on")
                    .start()) {
                int wrong = 0;
                while (jvm.out().size() < 2 && jvm.alive()) {
                    wrong = Math.max(wrong, wrong(jvm.settled(1)));
                }
                Report proved = jvm.awaitReport(
                        600,
                        report ->
                                assertThat(Told.leaked(report, "Trials.leaked")).isEqualTo(Trials.LEAKED));
                wrong = Math.max(wrong, wrong(proved));
                System.out.println("soak: JDK " + stage.jdk().release() + ", " + collector + ": "
                        + jvm.awaitLine("woken ") + "; of these " + wrong + " proved; of " + Trials.LEAKED
                        + " leaked " + Told.leaked(proved, "Trials.leaked"));
                assertThat(wrong).as("falsely proved").isZero();
                assertThat(Told.count(jvm.settled(3), "Trials$Live"))
                        .as("told after their end")
                        .isZero();
                assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
            }
        });
    }

    private static int wrong(Report report) {
        return Told.leaked(report, "Trials$Live");
    }

    private static final class Tally {
        private int leaked;
        private int live;
        private int missed;
        private int falselyProved;
        private int notEnded;
        private int lost;

        @Override
        public String toString() {
            return leaked + " leaked, " + missed + " of them missed; " + live + " live, " + falselyProved
                    + " of them proved, " + notEnded + " not gone on; " + lost + " lost";
        }
    }

    private static Tally soak(Stage stage, WatchedJvm jvm) {
        Tally tally = new Tally();
        int left = 0;
        for (int wave = 0; wave * WAVE < CASES; wave++) {
            int leaked = left + EACH * Dropped.THREADS;
            jvm.send("wave");
            jvm.awaitReport(report -> {
                assertThat(Told.count(report, "Dropped.")).isEqualTo(leaked);
                assertThat(Told.count(report, "Live.")).isGreaterThanOrEqualTo(EACH * Live.STUCK);
            });
            Report proved = Told.prove(stage, jvm);
            tally.leaked += EACH * Dropped.THREADS;
            tally.live += EACH * Live.STUCK;
            tally.missed += leaked - Told.leaked(proved, "Dropped.");
            tally.falselyProved += Told.leaked(proved, "Live.");
            for (FindingView finding : Told.of(proved, "Dropped.")) {
                if (finding.leaked() < finding.count()) {
                    System.out.println("soak: missed in wave " + wave + ": " + (finding.count() - finding.leaked())
                            + " at " + finding.waitsAtMethod() + ", " + finding.reason());
                }
            }

            jvm.send("clear");
            int number = wave + 1;
            WatchedJvm.await("the end of a wave").until(() -> cleared(jvm).size() == number);
            String[] told = cleared(jvm).get(wave).split(" ", -1);
            tally.lost += leaked - Integer.parseInt(told[1]);
            tally.notEnded += Integer.parseInt(told[2]);
            left = Integer.parseInt(told[3]);
        }
        return tally;
    }

    private static List<String> cleared(WatchedJvm jvm) {
        return jvm.out().stream().filter(line -> line.startsWith("cleared ")).toList();
    }
}
