// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Jdk;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tests that each obstacle to a command is reported in one line with advice and an exit code, and leaves the JVM
 * unchanged.
 */
class ObstaclesIT {
    private static final String QUICK = "threshold=200ms,interval=100ms,port=off";

    private static String line(Cli.Ended ended, int code) {
        assertThat(ended.code()).as("%s", ended).isEqualTo(code);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).startsWith("parkwatch: ").endsWith("\n");
        assertThat(ended.err().lines()).as("lines").hasSize(1);
        return ended.err();
    }

    @OnNewestJdk
    void thereIsNoSuchProcessOrNoJvmInItOrItHasJustEnded(Stage stage) throws Exception {
        Cli cli = Cli.on(stage.jdk());
        Process sleep = new ProcessBuilder("sleep", "100").start();
        try {
            assertThat(line(cli.run("report", sleep.pid()), 3)).contains("pid " + sleep.pid() + " is no HotSpot JVM");
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(line(cli.run("report", sleep.pid()), 3)).contains("there is no process " + sleep.pid(), "list");
    }

    /** Like a Java image without the attach module. */
    @OnNewestJdk
    void aJavaThatCannotAttachSaysSo(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            for (String word : List.of("report", "attach", "watch", "detach", "prove")) {
                List<String> command = Cli.on(stage.jdk()).command(word, jvm.pid());
                command.add(1, "--limit-modules=java.base,java.management,java.instrument");
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();

                assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .as(word)
                        .isEqualTo("parkwatch: this Java cannot attach (it has no module jdk.attach):"
                                + " run the command with the java of a JDK\n");
                assertThat(process.waitFor()).as(word).isEqualTo(3);
            }
        }
    }

    @OnNewestJdk
    void theJvmEndsWhileItIsWatched(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start();
                WatchedJvm report = Cli.on(stage.jdk()).start("report", jvm.pid(), "threshold=1h")) {
            jvm.awaitErr("parkwatch: watching");
            jvm.kill();

            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(report.out()).isEmpty();
            assertThat(report.agentLines()).hasSize(1).first().asString().contains("" + jvm.pid());
        }
    }

    @OnEachJdk
    void theJvmsOwnFlagsForbidIt(Stage stage) {
        Cli cli = Cli.on(stage.jdk());
        try (WatchedJvm closed = stage.program(OneSender.class)
                        .withoutAgent()
                        .named("closed")
                        .jvm("-XX:+DisableAttachMechanism")
                        .start();
                WatchedJvm agentless = stage.program(OneSender.class)
                        .withoutAgent()
                        .named("agentless")
                        .jvm("-XX:-EnableDynamicAgentLoading")
                        .start()) {
            assertThat(line(cli.run("report", closed.pid()), 3))
                    .contains("-XX:+DisableAttachMechanism", "restart it with -javaagent");
            assertThat(line(cli.run("report", agentless.pid()), 3))
                    .contains("-XX:-EnableDynamicAgentLoading", "restart it with -javaagent");
            assertThat(closed.out())
                    .as("a thread dump, from a knock that was no attach")
                    .containsExactly("ready");
            closed.release();
            agentless.release();
        }
    }

    @OnNewestJdk
    void aStoppedJvmIsNotWaitedForAndIsUnharmed(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            jvm.signal("STOP");
            WatchedJvm.await("it stands still")
                    .until(() -> Files.readString(Path.of("/proc/" + jvm.pid() + "/status"))
                            .contains("State:\tT"));
            assertThat(line(Cli.on(stage.jdk()).run("report", jvm.pid()), 3))
                    .contains("is stopped", "kill -CONT " + jvm.pid());
            jvm.signal("CONT");

            Cli.Ended attached = Cli.on(stage.jdk()).run("attach", jvm.pid(), QUICK);
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            jvm.release();
        }
    }

    @OnNewestJdk
    void aJvmOfAnotherUserIsReachedByThatUserAndByRoot(Stage stage) throws Exception {
        Root.needed();
        Path folder = Root.openFolder();
        Path jar = Jars.copy(folder.resolve("parkwatch.jar"));
        Cli nobody = Cli.on(stage.jdk()).jar(jar).in(folder).under(Root.AS_NOBODY);
        try (WatchedJvm roots = stage.program(OneSender.class)
                        .withoutAgent()
                        .named("root")
                        .start();
                WatchedJvm nobodys = stage.program(OneSender.class.getName(), folder)
                        .withoutAgent()
                        .named("nobody")
                        .under(Root.AS_NOBODY)
                        .start()) {
            assertThat(line(nobody.run("report", roots.pid()), 3))
                    .contains("pid " + roots.pid() + " belongs to root: run as root (sudo -u root ");
            assertThat(roots.err()).isEmpty();

            Cli.Ended byRoot = Cli.on(stage.jdk()).jar(jar).run("attach", nobodys.pid(), QUICK);
            assertThat(byRoot.code()).as("%s", byRoot).isEqualTo(10);
            Cli.Ended byItself = nobody.run("report", nobodys.pid());
            assertThat(byItself.code()).as("%s", byItself).isEqualTo(10);
        } finally {
            Root.delete(folder);
        }
    }

    @OnEachJdk
    void theCommandMayRunOnAnyOfTheJdks(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            boolean watched = false;
            for (Jdk jdk : Jdk.listed()) {
                if (jdk.home() == null) {
                    continue; // reported by the run on that JDK
                }
                // Each JDK loads the agent's jar and reads its answer.
                Cli.Ended ended = watched
                        ? Cli.on(jdk).run("detach", jvm.pid())
                        : Cli.on(jdk).run("attach", jvm.pid(), QUICK);
                assertThat(ended.code()).as("on %s: %s", jdk, ended).isEqualTo(watched ? 0 : 10);
                watched = !watched;
                assertThat(jvm.agentLines()).last().isEqualTo(watched ? "watching (threshold 200ms)" : "detached");
            }
            jvm.release();
        }
    }

    /** Like a container, where the JVM sees neither the command's jar nor its /tmp. */
    @OnNewestJdk
    void aJvmWithFilesOfItsOwnGetsACopyOfTheJar(Stage stage) throws Exception {
        Root.needed();
        Path folder = Root.openFolder();
        Path jar = Jars.copy(folder.resolve("parkwatch.jar"));
        try (WatchedJvm jvm = stage.program(OneSender.class.getName(), Path.of("/mnt"))
                .withoutAgent()
                .under(Root.ownTmp("50m", folder))
                .start()) {
            for (Jdk jdk : Jdk.listed()) {
                if (jdk.release() < 21 && jdk.home() != null) {
                    assertThat(line(Cli.on(jdk).jar(jar).run("report", jvm.pid()), 3))
                            .contains("a /tmp of its own", "run the command with Java 21 or newer");
                }
            }
            Cli.Ended attached = Cli.on(stage.jdk()).jar(jar).run("attach", jvm.pid(), QUICK);
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            Cli.Ended detached = Cli.on(stage.jdk()).jar(jar).run("detach", jvm.pid());
            assertThat(detached.code()).as("%s", detached).isZero();
        } finally {
            Root.delete(folder);
        }
    }

    @OnNewestJdk
    void aTmpThatNobodyCanWriteToIsTold(Stage stage) {
        Root.needed();
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .withoutAgent()
                .under(Root.readOnlyTmp())
                .start()) {
            assertThat(line(Cli.on(stage.jdk()).run("report", jvm.pid()), 3))
                    .contains("no /tmp that it can write to", "restart it with -javaagent");
            jvm.release();
        }
    }

    @OnNewestJdk
    void aTmpThatIsTooSmallForTheCopyIsTold(Stage stage) throws Exception {
        Root.needed();
        Path folder = Root.openFolder();
        Path jar = Jars.copy(folder.resolve("parkwatch.jar"));
        try (WatchedJvm jvm = stage.program(OneSender.class.getName(), Path.of("/mnt"))
                .withoutAgent()
                .under(Root.ownTmp("1m", folder))
                .start()) {
            assertThat(line(Cli.on(stage.jdk()).jar(jar).run("report", jvm.pid()), 3))
                    .contains("cannot read " + jar, "No space left on device", "make room");
            jvm.release();
        } finally {
            Root.delete(folder);
        }
    }

    @OnNewestJdk
    void aFullDiskIsNoReport(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).start()) {
            jvm.awaitFindings(1);
            Cli.Ended full = Cli.on(stage.jdk())
                    .under("sh", "-c", "exec \"$0\" \"$@\" >/dev/full")
                    .run("report", "--json", jvm.pid());

            assertThat(line(full, 1)).contains("standard output could not be written", "full");
        }
    }
}
