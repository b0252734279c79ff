// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tests that {@code prove} proves all leaks, nothing else, and harms no thread. */
class ProofIT {
    private static final String ALIVE = "something alive can reach it";
    private static final String EXECUTOR = "a reachable executor holds it";

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

    private static void check(Stage stage, String collector) throws Exception {
        Everything everything = new Everything(stage, collector);
        try (WatchedJvm jvm = everything.start()) {
            jvm.awaitReport(report -> {
                assertThat(Told.count(report, "Dropped")).isEqualTo(everything.leaked());
                assertThat(reasons(report).keySet())
                        .containsAll(everything.reasons().keySet());
                assertThat(Told.count(report, "Woken")).isEqualTo(Woken.THREADS);
            });
            Dump before = Dump.of(stage, jvm);

            jvm.send("drop");
            jvm.awaitLine("drop");
            Report first = Told.prove(stage, jvm);
            assertThat(unproved(first)).isEmpty();
            assertThat(Told.count(first, "Dropped")).isEqualTo(everything.leaked());
            assertThat(reasons(first)).isEqualTo(everything.reasons());
            assertThat(first.watched("leaked") + first.watched("reclaimed")).isEqualTo(everything.leaked());
            assertThat(first.findings().stream().filter(finding -> finding.text("root") == null))
                    .as("leaked ones first, without those that stand below their root")
                    .isSortedAccordingTo(ProofIT::leakedFirst);
            assertThat(Told.leaked(first, "Woken")).isZero();
            wokenOnesGoOn(jvm);
            assertThat(Dump.of(stage, jvm).names("dropped-"))
                    .as("in the JVM's own list of threads again")
                    .isEqualTo(before.names("dropped-"));

            later(stage, jvm);

            jvm.release();
            jvm.awaitReport(later -> assertThat(Told.methods(later, "Kept"))
                    .isEqualTo(Mixed.neverLetGo(stage.jdk().release())));
            jvm.send("exit");
            jvm.awaitLine("woken by a hook: true");
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }

    private static int leakedFirst(FindingView a, FindingView b) {
        return Boolean.compare(b.leaked() > 0, a.leaked() > 0);
    }

    /**
     * Checks the threads that were woken while they were unlisted: by an unpark, an interrupt, an item or a finalizer,
     * some of which wait again.
     */
    private static void wokenOnesGoOn(WatchedJvm jvm) {
        jvm.send("woken");
        assertThat(jvm.awaitLine("woken "))
                .matches("woken [1-9]\\d* [1-9]\\d* [1-9]\\d* [1-9]\\d*, lost 0, finalized " + Woken.FINALIZED);
    }

    /** Checks threads that wait for a thread which was proved and listed again. */
    private static void later(Stage stage, WatchedJvm jvm) {
        jvm.send("tails");
        jvm.awaitReport(
                report -> assertThat(Told.count(report, "DroppedChains")).isEqualTo(2 * DroppedChains.EACH));
        Report second = Told.prove(stage, jvm);
        assertThat(unproved(second)).isEmpty();
        assertThat(Told.leaked(second, "DroppedChains")).isEqualTo(2 * DroppedChains.EACH);
        assertThat(Told.leaked(second, "Kept")).isZero();
    }

    /** Returns leaks that are not proved. A collection by the program reclaims those of a dropped executor. */
    private static List<FindingView> unproved(Report report) {
        return Told.of(report, "Dropped").stream()
                .filter(finding -> finding.leaked() + finding.reclaimed() < finding.count())
                .toList();
    }

    /** Returns the reasons by the method that the live thread waits at. */
    private static Map<String, String> reasons(Report report) {
        return Told.of(report, "Kept").stream()
                .filter(finding -> isKept(finding.threads().get(0)))
                .collect(Collectors.toMap(
                        FindingView::waitsAtMethod,
                        finding -> finding.leaked() > 0 ? "leaked" : finding.reason(),
                        (a, b) -> a.equals(b) ? a : a + ", " + b,
                        TreeMap::new));
    }

    /** Threads of an executor have no name. */
    private static boolean isKept(JsonObject thread) {
        return !thread.has("name") || thread.get("name").getAsString().equals("kept");
    }

    /** The program with waits of all kinds, and the expected report. */
    private static final class Everything {
        private final Stage stage;
        private final String collector;
        private boolean natives;

        Everything(Stage stage, String collector) {
            this.stage = stage;
            this.collector = collector;
        }

        WatchedJvm start() throws Exception {
            Launch launch =
                    stage.program(Mixed.class).fullyCompiled().jvm(collector).jvm(Mixed.FLAGS);
            List<String> flags = Natives.flags(stage.jdk(), launch.folder());
            natives = !flags.isEmpty();
            return launch.jvm(flags.toArray(new String[0])).start();
        }

        private boolean pins() {
            return DroppedHolders.pins(stage.jdk().release());
        }

        int leaked() {
            return Dropped.THREADS
                    + DroppedWaits.THREADS
                    + DroppedHolders.threads(stage.jdk().release(), natives)
                    + DroppedChains.EACH;
        }

        Map<String, String> reasons() {
            Map<String, String> wanted = new TreeMap<>();
            for (String alive : List.of(
                    "staticField",
                    "weaklyAndStrongly",
                    "softlyHeld",
                    "runningMethod",
                    "compiledMethod",
                    "sleepingThread",
                    "threadLocalOfAnother",
                    "threadLocalOfAVirtualThread",
                    "scheduledTask",
                    "timerTask",
                    "delayedExecutor",
                    "cleaner",
                    "phantomField",
                    "shutdownHook",
                    "chainFromAField",
                    "interrupter",
                    "joined",
                    "lockHolder",
                    "liveScope",
                    "leakedPlatformThread")) {
                wanted.put(alive, ALIVE);
            }
            for (String held : List.of(
                    "reachableExecutor",
                    "reachableTask",
                    "executorThatShutsDown",
                    "taskOfAClosingExecutor",
                    "childOfAPlatformThread",
                    "childOfALiveScope")) {
                wanted.put(held, EXECUTOR);
            }
            wanted.put("closingExecutor", "timed wait");
            wanted.put("timed", "timed wait");
            wanted.put("platformThread", "platform thread");
            wanted.put("scopeOfAPlatformThread", "platform thread");
            wanted.put("monitor", pins() ? "pinned" : ALIVE);
            wanted.put("objectWait", pins() ? "pinned" : "waits on a monitor");
            wanted.put("blocked", pins() ? "pinned" : "waits on a monitor");
            if (!pins()) {
                wanted.put("behindALeakedOwner", "waits on a monitor");
            }
            if (natives) {
                wanted.put("nativeGlobal", ALIVE);
            }
            return wanted;
        }
    }
}
