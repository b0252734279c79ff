// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Tests a security manager that the program sets while the agent runs. */
class GuardedIT {
    private static final String ALLOWED = "-Djava.security.manager=allow";

    @OnEachJdk(
            until = 23,
            threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void theAgentGoesOnLeavesAndComesBack(Stage stage) throws Exception {
        Cli cli = Cli.on(stage.jdk());
        Launch launch = stage.program(Guarded.class).jvm(ALLOWED).also("port=0");
        try (WatchedJvm jvm = launch.start()) {
            jvm.settled(2);
            guard(stage, jvm);

            FindingView found = jvm.awaitFindings(1).findings().get(0);
            assertThat(found.text("operation")).isEqualTo("take");
            assertThat(found.channelCreatedAt()).as("made under it").anyMatch(line -> line.contains("Guarded"));
            assertThat(jvm.settled(1).problems()).isEmpty();
            String address = jvm.awaitErr("parkwatch: watching").replaceFirst(".*(http://.*)/$", "$1");
            try (InputStream in = URI.create(address + "/metrics").toURL().openStream()) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("parkwatch_degraded{part=\"look\"} 0");
            }
            assertThat(cli.run("report", jvm.pid()).code()).isEqualTo(10);
            assertThat(cli.run("detach", jvm.pid()).code()).isZero();

            assertThat(cli.run("report", jvm.pid(), "threshold=1s").code()).isEqualTo(10);
            assertThat(cli.run("attach", jvm.pid(), "threshold=1s,port=0").code())
                    .isEqualTo(10);
            assertThat(cli.run("detach", jvm.pid()).code()).isZero();
            assertThat(jvm.agentLines().stream().map(line -> line.replaceFirst(" .*", "")))
                    .containsExactly("watching", "detached", "watching", "detached", "watching", "detached");
            isUnharmed(jvm);
        }
    }

    @OnEachJdk(until = 23)
    void oneThatWasAttachedBeforeGoesOn(Stage stage) throws Exception {
        Cli cli = Cli.on(stage.jdk());
        Launch launch = stage.program(Guarded.class).withoutAgent().jvm(ALLOWED);
        String options = "threshold=1s,interval=200ms,port=0,report=" + launch.folder() + "/report.json";
        try (WatchedJvm jvm = launch.start()) {
            assertThat(cli.run("attach", jvm.pid(), options).code()).isZero();
            guard(stage, jvm);

            jvm.awaitFindings(1);
            assertThat(cli.run("detach", jvm.pid()).code()).isZero();
            assertThat(jvm.agentLines()).hasSize(2);
            isUnharmed(jvm);
        }
    }

    private static void guard(Stage stage, WatchedJvm jvm) {
        String word = "guard " + stage.threads().word();
        jvm.send(word);
        jvm.awaitLine(word);
    }

    private static void isUnharmed(WatchedJvm jvm) {
        jvm.send("asked");
        assertThat(jvm.awaitLine("asked for: ")).isEqualTo("asked for: []");
        jvm.release();
        assertThat(jvm.out()).noneMatch(line -> line.startsWith("uncaught"));
    }
}
