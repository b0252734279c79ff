// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcTest {
    @TempDir
    Path root;

    @Test
    void aStoppedJvmOfAnotherUserIsKnownWithoutTouchingIt() throws IOException {
        user("self", 1000);
        status(
                4711,
                "Name:\tjava\nState:\tT (stopped)\nTgid:\t4711\nUid:\t4242\t4243\t4243\t4243\nNSpid:\t4711\t7\nSigCgt:\t0000000101005ccd\n");
        thread(4711, 4711, "java", 100);
        thread(4711, 4712, "VM Thread", 200);

        Proc process = new Proc(root, 4711);

        assertThat(process.exists()).isTrue();
        assertThat(process.isJvm()).isTrue();
        assertThat(process.state()).isEqualTo('T');
        assertThat(process.uid()).isEqualTo("4243");
        assertThat(process.user()).as("it has no name here").isEqualTo("4243");
        assertThat(process.isForeign()).isTrue();
        assertThat(process.survivesAttach()).isTrue();
        assertThat(process.pidInside()).isEqualTo("7");
        assertThat(process.watchedSince()).isEmpty();
    }

    @Test
    void rootReachesAll() throws IOException {
        user("self", 0);
        user("4711", 1000);

        assertThat(new Proc(root, 4711).isForeign()).isFalse();
        assertThat(new Proc(root, 4711).isOurs()).isFalse();
    }

    @Test
    void theWatchersThreadTellsSinceWhen() throws IOException {
        Files.writeString(root.resolve("stat"), "cpu  1 2 3\nbtime 1795514400\nprocesses 9\n");
        status(4711, "State:\tS (sleeping)\nTgid:\t4711\n");
        thread(4711, 4711, "java", 100);
        thread(4711, 4720, "parkwatch-watch", 360550);
        status(4800, "State:\tS (sleeping)\nTgid:\t4800\n");
        thread(4800, 4801, "parkwat..atcher", 100);
        status(4900, "State:\tS (sleeping)\nTgid:\t4900\n");
        thread(4900, 4901, "parkwatch-http", 100);

        assertThat(new Proc(root, 4711).watchedSince()).contains(Instant.ofEpochMilli(1795514400_000L + 3605_500));
        assertThat(new Proc(root, 4800).watchedSince())
                .as("newer releases cut the middle")
                .isPresent();
        assertThat(new Proc(root, 4900).watchedSince()).isEmpty();
    }

    @Test
    void whatHasEndedOrIsAThreadOrIsNotThereDoesNotExist() throws IOException {
        status(1, "State:\tZ (zombie)\nTgid:\t1\n");
        status(2, "State:\tS (sleeping)\nTgid:\t1\n");

        assertThat(new Proc(root, 1).exists()).isFalse();
        assertThat(new Proc(root, 2).exists()).isFalse();
        assertThat(new Proc(root, 3).exists()).isFalse();
    }

    @Test
    void withoutAnyProcNothingIsKnownAndNothingBreaks() {
        Path nowhere = root.resolve("nowhere");
        Proc process = new Proc(nowhere, 4711);

        assertThat(Proc.isThere(nowhere)).isFalse();
        assertThat(process.exists()).isFalse();
        assertThat(process.isJvm()).isFalse();
        assertThat(process.isForeign()).isFalse();
        assertThat(process.user()).isEqualTo("-");
        assertThat(process.state()).isEqualTo('?');
        assertThat(process.survivesAttach()).isTrue();
        assertThat(process.executable()).isEmpty();
        assertThat(process.commandLine().main()).isNull();
        assertThat(process.watchedSince()).isEmpty();
        assertThat(process.finds(Path.of("/x.jar"))).isTrue();
    }

    @Test
    void aJarThatLiesElsewhereInItsRootIsNotFoundThere(@TempDir Path ours) throws IOException {
        Path jar = Files.writeString(ours.resolve("our.jar"), "jar").toRealPath();
        status(4711, "State:\tS (sleeping)\nTgid:\t4711\n");
        Files.createDirectories(root.resolve("self"));
        Files.writeString(root.resolve("self/mountinfo"), "1 0 0:1 / /\n");
        Files.writeString(root.resolve("4711/mountinfo"), "2 0 0:2 / /\n");
        Proc process = new Proc(root, 4711);
        Path there = process.inside(jar);

        assertThat(process.finds(jar)).isFalse();
        Files.createDirectories(there.getParent());
        Files.createSymbolicLink(there, jar);
        assertThat(process.finds(jar)).as("the link leads elsewhere in there").isFalse();
        Files.delete(there);
        Files.createLink(there, jar);
        assertThat(process.finds(jar)).as("the same file").isTrue();
    }

    @Test
    void aProcessWithoutTmpIsSaidToLackOne() throws IOException {
        status(1, "State:\tS (sleeping)\nTgid:\t1\n");
        assertThat(new Proc(root, 1).lacksTmp()).as("its root is not seen").isFalse();
        assertThat(Refusals.late(new Proc(root, 1))).hasMessageContaining("it is overloaded");

        Path its = Files.createDirectories(root.resolve("1/root"));
        assertThat(new Proc(root, 1).lacksTmp()).isTrue();
        assertThat(Refusals.late(new Proc(root, 1))).hasMessageContaining("no /tmp that it can write to");

        Path link = Files.createSymbolicLink(its.resolve("tmp"), Path.of("/nowhere"));
        assertThat(new Proc(root, 1).lacksTmp()).as("a link").isFalse();

        Files.delete(link);
        Files.createDirectory(its.resolve("tmp"));
        assertThat(new Proc(root, 1).lacksTmp()).isFalse();
    }

    @Test
    void aRealJvmIsOneAndASleepIsNone() {
        assumeTrue(Proc.isThere(Proc.ROOT), "no /proc here");
        try (Forks forks = new Forks(() -> root)) {
            Proc jvm = new Proc(Proc.ROOT, forks.jvm("-Xmx32m").pid());
            Proc sleep = new Proc(Proc.ROOT, forks.start("sleep", "100").pid());

            assertThat(jvm.isJvm()).isTrue();
            assertThat(jvm.survivesAttach()).isTrue();
            assertThat(jvm.user()).isEqualTo(System.getProperty("user.name"));
            assertThat(jvm.commandLine().main()).isEqualTo(WaitingProgram.class.getName());
            assertThat(jvm.watchedSince())
                    .hasValueSatisfying(
                            since -> assertThat(since).isCloseTo(Instant.now(), within(30, ChronoUnit.SECONDS)));
            assertThat(sleep.exists()).isTrue();
            assertThat(sleep.isJvm()).isFalse();
            assertThat(sleep.survivesAttach()).isFalse();
        }
    }

    private void user(String pid, int uid) throws IOException {
        Files.createDirectories(root.resolve(pid));
        Files.writeString(
                root.resolve(pid + "/status"), "State:\tS\nTgid:\t" + pid + "\nUid:\t" + (uid + "\t").repeat(4) + "\n");
    }

    private void status(int pid, String text) throws IOException {
        Files.createDirectories(root.resolve(pid + "/task"));
        Files.writeString(root.resolve(pid + "/status"), text);
    }

    private void thread(int pid, int id, String name, long ticks) throws IOException {
        Path folder = Files.createDirectories(root.resolve(pid + "/task/" + id));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("stat"), id + " (" + name + ") S " + "0 ".repeat(18) + ticks + " 123 0 0\n");
    }
}
