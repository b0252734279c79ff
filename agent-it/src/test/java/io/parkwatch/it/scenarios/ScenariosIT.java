// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class ScenariosIT {
    private static final String SYNCHRONOUS = "java.util.concurrent.SynchronousQueue";
    private static final String JOX = "com.softwaremill.jox.Channel";
    private static final List<String> SCENARIOS =
            List.of("dropped-channel", "forgotten-sender", "timed-out-caller", "abandoned-receiver", "unclosed-worker");

    private static final List<Expected> QUEUES = List.of(
            receiver(SCENARIOS.get(0), "QueueHandler", "take", SYNCHRONOUS, "rendezvous", 13, 14, 16),
            sender(SCENARIOS.get(1), "QueueHandler", "put", SYNCHRONOUS, 15, 16, 18),
            sender(SCENARIOS.get(2), "QueueHandler", "put", SYNCHRONOUS, 14, 15, 17),
            receiver(
                    SCENARIOS.get(3),
                    "QueueHandler",
                    "take",
                    "java.util.concurrent.LinkedBlockingQueue",
                    "unbounded",
                    15,
                    16,
                    18),
            receiver(
                    SCENARIOS.get(4),
                    "QueueHandler",
                    "take",
                    "java.util.concurrent.ArrayBlockingQueue",
                    "bounded",
                    18,
                    22,
                    24));

    private static final List<Expected> CHANNELS = List.of(
            receiver(SCENARIOS.get(0), "JoxHandler", "receive", JOX, "rendezvous", 13, 14, 16),
            sender(SCENARIOS.get(1), "JoxHandler", "send", JOX, 13, 14, 16),
            sender(SCENARIOS.get(2), "JoxHandler", "send", JOX, 16, 17, 19),
            receiver(SCENARIOS.get(3), "JoxHandler", "receive", JOX, "bounded", 15, 16, 18),
            receiver(SCENARIOS.get(4), "JoxHandler", "forEach", JOX, "bounded", 15, 19, 21));

    private static Expected receiver(
            String scenario,
            String handler,
            String operation,
            String type,
            String kind,
            int made,
            int started,
            int waits) {
        return new Expected(scenario, handler, "receiver", operation, type, kind, made, started, waits);
    }

    private static Expected sender(
            String scenario, String handler, String operation, String type, int made, int started, int waits) {
        return new Expected(scenario, handler, "sender", operation, type, "rendezvous", made, started, waits);
    }

    private static final int LEAKS = QUEUES.size() + CHANNELS.size();

    /** Runs all scenarios in one JVM, with each kind of thread, beside their repaired twins. */
    @OnEachJdk(from = 21)
    void eachLeakIsFoundAndNoRepairIsAndAllGoWhenTheyAreReleased(Stage stage) {
        try (WatchedJvm jvm = stage.program("io.parkwatch.sample.Main", sampleApp())
                .args(selections())
                .start()) {
            jvm.awaitLine("ended");
            jvm.awaitReport(ScenariosIT::check);
            // Ten looks are two thresholds.
            check(jvm.settled(10));
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static void check(Report report) {
        assertThat(report.findings()).hasSize(LEAKS);
        Stream.of(QUEUES, CHANNELS).flatMap(List::stream).forEach(expected -> expected.check(report));
    }

    private static String[] selections() {
        List<String> args = new ArrayList<>();
        for (String scenario : SCENARIOS) {
            for (String channels : List.of("queue", "jox")) {
                for (Threads threads : Threads.values()) {
                    List<String> selection =
                            List.of("--scenario", scenario, "--threads", threads.word(), "--channels", channels);
                    args.addAll(selection);
                    args.addAll(selection);
                    args.add("--repaired");
                }
            }
        }
        return args.toArray(String[]::new);
    }

    private static Path sampleApp() {
        return Path.of(Objects.requireNonNull(System.getProperty("sample.jar"), "-Dsample.jar is not set"));
    }
}
