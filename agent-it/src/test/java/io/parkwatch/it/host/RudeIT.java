// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tests that the agent keeps running and leaves cleanly if the program interferes with its threads. */
class RudeIT {
    private static final int LOOKS = 10;

    /** The highest share of one core. The usual share is far less, and a spinning thread takes all it can get. */
    private static final double MOST_CPU = 0.2;

    @OnEachJdk
    void interruptsOfAllThreadsAreNoMatter(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(Rude.class).also("port=0").start()) {
            jvm.settled(2);
            for (int i = 0; i < 3; i++) {
                jvm.send("interrupt");
                jvm.settled(1);
            }
            long[] before = cpu(jvm, 0);
            Report after = jvm.settled(LOOKS);
            long[] now = cpu(jvm, 1);

            assertThat(after.problems()).isEmpty();
            assertThat((now[0] - before[0]) / (double) (now[1] - before[1]))
                    .as("of a core, from %s to %s", Arrays.toString(before), Arrays.toString(now))
                    .isLessThan(MOST_CPU);
            assertThat(get(jvm, "/report")).contains("\"problems\":[]");
            assertThat(jvm.agentLines()).hasSize(1);
            leave(stage, jvm);
        }
    }

    @OnEachJdk(until = 17)
    void threadsThatTheProgramStopsAreReplaced(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(Rude.class).also("port=0").start()) {
            jvm.settled(2);
            for (int i = 0; i < 3; i++) {
                jvm.send("stop");
                jvm.settled(2);
            }

            assertThat(jvm.agentLines()).anyMatch(line -> line.contains("ThreadDeath"));
            WatchedJvm.await("an answer")
                    .ignoreExceptions()
                    .until(() -> get(jvm, "/report").contains("\"schema\""));
            // A thread that is stopped while it selects dies of the next request, and another one opens the port again.
            jvm.awaitReport(report -> assertThat(report.problems()).isEmpty());
            leave(stage, jvm);
        }
    }

    @OnEachJdk(until = 21)
    void looksThatFailAreAmongTheProblemsWhileTheyDo(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(Rude.class)
                .jvm("-Djava.security.manager=allow")
                .args("guarded")
                .also("port=0")
                .start()) {
            jvm.settled(1);
            jvm.send("deny");
            jvm.awaitReport(report -> assertThat(report.problems())
                    .anyMatch(problem -> problem.startsWith("looks fail: ") && problem.contains("on purpose")));
            jvm.settled(2);
            assertThat(jvm.agentLines().stream().filter(line -> line.startsWith("a look failed")))
                    .hasSize(1);

            jvm.send("allow");
            jvm.awaitReport(report -> assertThat(report.problems()).isEmpty());
            assertThat(get(jvm, "/metrics")).contains("parkwatch_degraded{part=\"look\"} 0");
        }
    }

    private static void leave(Stage stage, WatchedJvm jvm) {
        assertThat(Cli.on(stage.jdk()).run("detach", jvm.pid()).code()).isZero();
        jvm.awaitErr("parkwatch: detached");
        jvm.send("threads");
        assertThat(jvm.awaitLine("ours: ")).isEqualTo("ours: []");
    }

    private static long[] cpu(WatchedJvm jvm, int number) {
        jvm.send("cpu");
        String line = jvm.awaitLine("cpu " + number + ": ");
        return Arrays.stream(line.substring(line.indexOf(':') + 2).split(" "))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static String get(WatchedJvm jvm, String path) throws IOException {
        String address = jvm.awaitErr("parkwatch: watching").replaceFirst(".*(http://.*)/$", "$1");
        try (InputStream in = URI.create(address + path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
