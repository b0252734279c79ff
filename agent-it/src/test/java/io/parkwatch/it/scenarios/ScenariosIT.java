// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class ScenariosIT {
    private static final String SYNCHRONOUS = "java.util.concurrent.SynchronousQueue";
    private static final String JOX = "com.softwaremill.jox.Channel";
    private static final String[] RECEIVER = {"dropped-channel", "abandoned-receiver", "unclosed-worker"};
    private static final String[] SENDER = {"forgotten-sender", "timed-out-caller"};

    private static final List<Expected> QUEUES = List.of(
            receiver(RECEIVER[0], "QueueHandler", "take", SYNCHRONOUS, "rendezvous", 13, 14, 16),
            sender(SENDER[0], "QueueHandler", "put", SYNCHRONOUS, 15, 16, 18),
            sender(SENDER[1], "QueueHandler", "put", SYNCHRONOUS, 14, 15, 17),
            receiver(
                    RECEIVER[1],
                    "QueueHandler",
                    "take",
                    "java.util.concurrent.LinkedBlockingQueue",
                    "unbounded",
                    15,
                    16,
                    18),
            receiver(
                    RECEIVER[2],
                    "QueueHandler",
                    "take",
                    "java.util.concurrent.ArrayBlockingQueue",
                    "bounded",
                    18,
                    22,
                    24));

    private static final List<Expected> CHANNELS = List.of(
            receiver(RECEIVER[0], "JoxHandler", "receive", JOX, "rendezvous", 13, 14, 16),
            sender(SENDER[0], "JoxHandler", "send", JOX, 13, 14, 16),
            sender(SENDER[1], "JoxHandler", "send", JOX, 16, 17, 19),
            receiver(RECEIVER[1], "JoxHandler", "receive", JOX, "bounded", 15, 16, 18),
            receiver(RECEIVER[2], "JoxHandler", "forEach", JOX, "bounded", 15, 19, 21));

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

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void eachLeakOfAQueueIsFoundAndGoesWhenItIsReleased(Stage stage) {
        leaks(stage, "queue", QUEUES);
    }

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void eachLeakOfAChannelIsFoundAndGoesWhenItIsReleased(Stage stage) {
        leaks(stage, "jox", CHANNELS);
    }

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void noRepairedQueueIsReportedAndItsThreadsEnd(Stage stage) {
        repairs(stage, "queue", QUEUES);
    }

    @OnEachJdk(
            threads = {Threads.PLATFORM, Threads.VIRTUAL},
            from = 21)
    void noRepairedChannelIsReportedAndItsThreadsEnd(Stage stage) {
        repairs(stage, "jox", CHANNELS);
    }

    /** All of them at once, each in a JVM of its own. */
    private static void leaks(Stage stage, String channels, List<Expected> all) {
        Map<Expected, WatchedJvm> running = start(stage, channels, all);
        try {
            running.forEach((expected, jvm) ->
                    expected.check(jvm.awaitFindings(1).findings().get(0)));
            running.values().forEach(jvm -> {
                jvm.release();
                jvm.awaitNoFindings();
            });
        } finally {
            running.values().forEach(WatchedJvm::close);
        }
    }

    private static void repairs(Stage stage, String channels, List<Expected> all) {
        Map<Expected, WatchedJvm> running = start(stage, channels, all, "--repaired");
        try {
            running.values().forEach(jvm -> jvm.awaitLine("ended"));
            // Ten looks are two thresholds.
            running.values()
                    .forEach(jvm -> assertThat(jvm.settled(10).findings()).isEmpty());
        } finally {
            running.values().forEach(WatchedJvm::close);
        }
    }

    private static Map<Expected, WatchedJvm> start(Stage stage, String channels, List<Expected> all, String... more) {
        Map<Expected, WatchedJvm> running = new LinkedHashMap<>();
        for (Expected expected : all) {
            running.put(
                    expected,
                    stage.program("io.parkwatch.sample.Main", sampleApp())
                            .named(expected.scenario())
                            .args(args(stage, channels, expected, more))
                            .launch());
        }
        running.values().forEach(jvm -> jvm.awaitLine("ready"));
        return running;
    }

    private static String[] args(Stage stage, String channels, Expected expected, String... more) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "--scenario", expected.scenario(), "--threads", stage.threads().word(), "--channels", channels));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static Path sampleApp() {
        return Path.of(Objects.requireNonNull(System.getProperty("sample.jar"), "-Dsample.jar is not set"));
    }
}
