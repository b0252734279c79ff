// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Tests the events of findings in recordings of the JDK Flight Recorder. */
class JfrIT {
    private static final String EVENT = "parkwatch.Finding";

    @OnEachJdk
    void aRecordingThatBeginsLateHasFindingsUntilTheAgentLeaves(Stage stage) throws Exception {
        Launch launch = stage.program(Recorded.class);
        Path loaded = launch.folder().resolve("loaded.txt");
        launch.jvm("-Xlog:class+load:file=" + loaded);
        try (WatchedJvm jvm = launch.start()) {
            jvm.awaitFindings(1);
            jvm.settled(3);
            assertThat(Files.readAllLines(loaded))
                    .as("classes before there is a recording")
                    .noneMatch(line -> line.contains(" jdk.jfr.") || line.contains("FindingEvent"));

            jcmd(stage, jvm, "JFR.start");
            WatchedJvm.await("the event").until(() -> Files.readString(loaded).contains("FindingEvent"));
            jvm.settled(3);
            jvm.send("lock");
            jvm.awaitFindings(2);
            jvm.settled(2);
            jvm.release();
            jvm.awaitNoFindings();
            jvm.settled(2);
            List<RecordedEvent> events = events(stage, jvm, launch, "findings.jfr");

            assertThat(events)
                    .extracting(JfrIT::words)
                    .containsExactlyInAnyOrder(
                            "stands sender 1 of 1", "begins lock 2 of 2", "ends sender 0 of 1", "ends lock 0 of 2");
            assertStuckSender(events.get(0));
            types(jvm, "type " + EVENT);

            assertThat(Cli.on(stage.jdk()).run("detach", jvm.pid()).code()).isZero();
            types(jvm);
            assertThat(events(stage, jvm, launch, "left.jfr")).hasSize(4);
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)", "detached");
        }
    }

    private static void assertStuckSender(RecordedEvent event) {
        assertThat(event.getString("fingerprint")).matches("[0-9a-f]{16}");
        assertThat(event.getString("summary"))
                .isEqualTo("1 platform thread waits to put into a SynchronousQueue that nobody takes from");
        assertThat(event.getString("verdict")).isEqualTo("stuck");
        assertThat(event.getString("operation")).isEqualTo("put");
        assertThat(event.getString("channel")).isEqualTo("java.util.concurrent.SynchronousQueue");
        assertThat(event.getString("waitsAt")).startsWith(Recorded.class.getName() + ".lambda$main$");
        assertThat(event.getInstant("firstSeen")).isBefore(event.getStartTime());
        assertThat(event.getDuration("oldest").toMillis()).isGreaterThanOrEqualTo(1_000);
        assertThat(event.getString("stack").lines())
                .anyMatch(line -> line.startsWith("java.util.concurrent.SynchronousQueue.put("))
                .contains(event.getString("waitsAt"));
        assertThat(event.getStackTrace()).as("the watcher's own").isNull();
    }

    private static String words(RecordedEvent event) {
        return event.getString("change") + " " + event.getString("role") + " " + event.getInt("count") + " of "
                + event.getInt("most");
    }

    private static List<RecordedEvent> events(Stage stage, WatchedJvm jvm, Launch launch, String name)
            throws IOException, InterruptedException {
        Path file = launch.folder().resolve(name);
        jcmd(stage, jvm, "JFR.dump", "filename=" + file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(EVENT))
                .toList();
    }

    /** Asks the program for the types of events that are Parkwatch's. */
    private static void types(WatchedJvm jvm, String... expected) {
        int before = jvm.out().size();
        jvm.send("types");
        WatchedJvm.await("types")
                .until(() -> jvm.out().size() > before
                        && jvm.out().get(jvm.out().size() - 1).equals("types"));
        assertThat(jvm.out().subList(before, jvm.out().size() - 1)).containsExactly(expected);
    }

    private static void jcmd(Stage stage, WatchedJvm jvm, String... command) throws IOException, InterruptedException {
        ProcessBuilder jcmd = new ProcessBuilder(
                Objects.requireNonNull(stage.jdk().home()).resolve("bin/jcmd").toString(), Long.toString(jvm.pid()));
        jcmd.command().addAll(List.of(command));
        Process process = jcmd.redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
    }
}
