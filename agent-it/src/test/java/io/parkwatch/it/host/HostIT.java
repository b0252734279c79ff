// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class HostIT {
    private static final String ALL_ON = "threshold=1s,interval=200ms,port=0,report=report.json";

    @OnEachJdk
    void theProgramSeesWhatItSeesWithoutTheAgent(Stage stage) {
        List<String> bare;
        try (WatchedJvm jvm =
                stage.program(View.class).withoutAgent().named("bare").start()) {
            bare = jvm.out();
        }
        try (WatchedJvm jvm = stage.program(View.class).options(ALL_ON).start()) {
            assertThat(jvm.out()).isEqualTo(bare);
            assertThat(jvm.err()).as("standard error").hasSize(1);
            jvm.settled(3);
            assertThat(jvm.out()).isEqualTo(bare);
        }
    }

    @OnEachJdk
    void theProgramMayStillSetALogManagerOfItsOwn(Stage stage) throws Exception {
        Launch launch = stage.program(LateLogManager.class);
        Path initialised = launch.folder().resolve("initialised.txt");
        try (WatchedJvm jvm = launch.options(ALL_ON)
                .jvm("-Xlog:class+init=info:file=" + initialised)
                .start()) {
            jvm.settled(3);
            readAll(jvm);
            List<String> logging = Files.readAllLines(initialised).stream()
                    .filter(line -> line.contains("'java/util/logging/") || line.contains("'org/slf4j/"))
                    .toList();
            jvm.release();

            assertThat(jvm.awaitLine("manager ")).isEqualTo("manager " + LateLogManager.class.getName() + "$Own");
            assertThat(logging).as("initialised by a report and a scrape").isEmpty();
        }
    }

    @OnEachJdk
    void aThreadsOwnMethodsAreNotCalled(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class).start()) {
            FindingView found = jvm.awaitFindings(1).findings().get(0);

            assertThat(found.text("operation")).isEqualTo("put");
            assertThat(found.text("waitsAt")).contains("OddThreads$Odd.run");
            assertThat(jvm.settled(3).findings()).hasSize(1);
            assertThat(jvm.agentLines()).hasSize(1);
        }
    }

    @OnEachJdk(until = 17)
    void threadsWhoseIdThrowsOrBlocksAreWatchedAndWhoWantsWhatTheyHold(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class).args("ids").start()) {
            Report report = jvm.awaitReport(seen -> assertThat(seen.findings().stream()
                            .map(finding -> finding.text("waitsAt"))
                            .collect(joining()))
                    .contains("$Odd.run(", "$Throwing.run(", ".wantLock(", ".wantMonitor(", ".waitFor("));

            assertThat(report.blind()).isEmpty();
            assertThat(Cli.on(stage.jdk()).run("report", jvm.pid()).code()).isEqualTo(10);
            assertThat(Cli.on(stage.jdk()).run("detach", jvm.pid()).code()).isZero();
            assertThat(jvm.agentLines()).hasSize(2).last().isEqualTo("detached");
        }
    }

    @OnEachJdk(until = 17)
    void anEndedOwnerWhoseIdBlocksIsNotAskedForIt(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class).args("ended").start()) {
            jvm.awaitReport(
                    seen -> assertThat(seen.finding("wantLock").text("verdict")).isEqualTo("deadlocked"));

            assertThat(jvm.agentLines()).hasSize(1);
        }
    }

    @OnEachJdk
    void nobodyGrowsOldWhileTheWholeProcessStandsStill(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OddThreads.class).start()) {
            jvm.awaitFindings(1);
            signal(jvm, "STOP");
            Instant until = Instant.now().plusSeconds(3);
            WatchedJvm.await("three seconds of standing still")
                    .until(() -> Instant.now().isAfter(until));
            signal(jvm, "CONT");

            for (int look = 0; look < 10; look++) {
                assertThat(jvm.settled(1).findings()).as("at look %s", look).hasSize(1);
            }
        }
    }

    private static void signal(WatchedJvm jvm, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(jvm.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @OnEachJdk
    void aSecondAgentStaysOut(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class)
                .jvm("-javaagent:" + Launch.agentJar() + "=threshold=1s,port=off")
                .start()) {
            assertThat(jvm.agentLines())
                    .containsExactly(
                            "watching (threshold 1s)",
                            "this JVM is watched already, the second agent stays out: name -javaagent once");
        }
    }

    private static void readAll(WatchedJvm jvm) throws IOException {
        String address = jvm.awaitErr("parkwatch: watching").replaceFirst(".*(http://.*)/$", "$1");
        for (String path : List.of("/metrics", "/report", "/")) {
            try (InputStream in = URI.create(address + path).toURL().openStream()) {
                assertThat(in.readAllBytes()).as(path).isNotEmpty();
            }
        }
    }

    @OnEachJdk
    void theProgramEndsWhenItsMainMethodReturns(Stage stage) {
        try (WatchedJvm jvm = stage.program(View.class).options(ALL_ON).start()) {
            jvm.settled(2);
            jvm.closeInput();
            assertThat(jvm.exitCode()).isZero();
        }
    }
}
