// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tests a JVM that has or had an agent: from the start, from another copy of the jar, of another release, or from
 * another tool.
 */
class SecondAgentIT {
    private static final String QUICK = "threshold=200ms,interval=100ms,port=off";

    @OnNewestJdk
    void anAgentFromTheStartTakesTheCommands(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        try (WatchedJvm jvm = stage.program(OneSender.class).also("log=off").start()) {
            jvm.awaitFindings(1);
            Cli.Ended attached = cli.run("attach", jvm.pid());
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            assertThat(attached.err()).contains("is watched already, since ").doesNotContain("its options stay");
            assertThat(jvm.err()).as("standard error").containsExactly("parkwatch: watching (threshold 1s)");

            Cli.Ended detached = cli.run("detach", jvm.pid());
            assertThat(detached.code()).as("%s", detached).isZero();
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)", "detached");
            assertThat(jvm.alive()).isTrue();
        }
    }

    /** The starter of the first jar stays in the JVM, and must no longer need that jar. */
    @OnEachJdk
    void anotherCopyOfTheJarComesAfterTheFirstHasGone(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        Path first = Jars.copy(launch.folder().resolve("first.jar"));
        Path second = Jars.release("9.9.9", launch.folder().resolve("second copy.jar"));
        try (WatchedJvm jvm = launch.withoutAgent().start()) {
            Cli.Ended before = Cli.on(stage.jdk()).jar(first).run("attach", jvm.pid(), QUICK);
            assertThat(before.code()).as("%s, %s", before, jvm.err()).isEqualTo(10);
            assertThat(Cli.on(stage.jdk()).jar(first).run("detach", jvm.pid()).code())
                    .isZero();
            Files.delete(first);

            Cli.Ended attached = Cli.on(stage.jdk()).jar(second).run("attach", jvm.pid(), QUICK);
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            assertThat(attached.out()).contains("by Parkwatch 9.9.9, ");
            assertThat(jvm.agentLines())
                    .containsExactly("watching (threshold 200ms)", "detached", "watching (threshold 200ms)");
            assertThat(opened(jvm, second)).as("handles of its own jar").isEqualTo(1);

            assertThat(Cli.on(stage.jdk()).jar(second).run("detach", jvm.pid()).code())
                    .isZero();
            assertThat(opened(jvm, second)).as("handles left").isZero();
        }
    }

    /** The command reports both releases, and the running agent obeys it. */
    @OnNewestJdk
    void commandAndAgentMayBeOfDifferentReleases(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        Path newer = Jars.release("9.9.9", launch.folder().resolve("newer.jar"));
        try (WatchedJvm jvm = launch.withoutAgent().start()) {
            assertThat(Cli.on(stage.jdk()).run("attach", jvm.pid(), QUICK).code())
                    .isEqualTo(10);
            Cli.Ended report = Cli.on(stage.jdk()).jar(newer).run("report", jvm.pid());
            assertThat(report.code()).as("%s", report).isEqualTo(10);
            assertThat(report.err())
                    .matches("parkwatch: pid \\d+ is watched by Parkwatch 1\\S+, and this is 9.9.9: to change that,"
                            + " detach it and attach this one\n");

            Cli.Ended detached = Cli.on(stage.jdk()).jar(newer).run("detach", jvm.pid());
            assertThat(detached.code()).as("%s", detached).isZero();
            assertThat(jvm.agentLines()).last().isEqualTo("detached");
        }
    }

    @OnNewestJdk
    void anotherToolMayAttachItWithOptionsAlone(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            load(jvm, QUICK);
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 200ms)");
            assertThat(Cli.on(stage.jdk()).run("detach", jvm.pid()).code()).isZero();

            load(jvm, "threshold=soon");
            load(jvm, "@7|x|y");
            List<String> lines = jvm.agentLines();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(2)).contains("threshold", "soon", "30s");
            assertThat(lines.get(3)).contains("does not understand", "@7", "restart the JVM");
            jvm.release();
        }
    }

    private static void load(WatchedJvm jvm, String options) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            machine.loadAgent(Launch.agentJar().toString(), options);
        } finally {
            machine.detach();
        }
    }

    private static long opened(WatchedJvm jvm, Path jar) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + jvm.pid() + "/fd"))) {
            return files.filter(file -> leadsTo(file, jar)).count();
        }
    }

    private static boolean leadsTo(Path link, Path jar) {
        try {
            return Files.readSymbolicLink(link).equals(jar);
        } catch (IOException e) {
            return false; // closed by now
        }
    }
}
