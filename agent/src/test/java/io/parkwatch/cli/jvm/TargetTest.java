// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TargetTest {
    @TempDir
    Path folder;

    @RegisterExtension
    final Forks forks = new Forks(() -> folder);

    @Test
    void anAgentThatLeavesWhileItsPropertiesAreReadIsNoFault() throws Failure {
        Process jvm = forks.jvm("--add-exports", "java.base/jdk.internal.vm=ALL-UNNAMED");
        Target target = forks.target(jvm);
        target.load("flicker");

        for (int i = 0; i < 300; i++) {
            assertThat(target.properties()).isNotNull();
        }
    }

    @Test
    void theAgentIsLoadedWithItsJarAndTheCommand() throws Failure {
        Process jvm = forks.jvm();

        Target target = forks.target(jvm);
        target.load("start threshold=5s");

        String encoded = forks.agentJar().toString().replace("/", "%2F");
        await().until(() -> forks.output(jvm).contains("agent: @1|" + encoded + "|start threshold=5s"));
        assertThat(target.properties()).containsKey("sun.java.command");
    }

    @Test
    void aJarWhoseNameCannotBeToldGoesByACopyThatIsUsedAgain() throws Exception {
        Process jvm = forks.jvm();
        Path odd = Files.copy(forks.agentJar(), folder.resolve("a=b.jar"));

        Target.of(jvm.pid(), odd).load("first");
        await().until(() -> forks.output(jvm).contains("|first"));
        Path copy = copyThatIsNamedIn(forks.output(jvm));
        try {
            assertThat(copy).hasSameBinaryContentAs(forks.agentJar());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-r--r--");
            Object before = Files.getAttribute(copy, "unix:ino");

            Target.of(jvm.pid(), odd).load("second");

            assertThat(Files.getAttribute(copy, "unix:ino")).isEqualTo(before);
            Files.writeString(copy, "somebody's");
            Target.of(jvm.pid(), odd).load("third");
            assertThat(copy).hasSameBinaryContentAs(forks.agentJar());
            assertThat(Files.getAttribute(copy, "unix:ino")).isNotEqualTo(before);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Test
    void aJvmWithOtherMountsGetsACopyInItsOwnTmpAndALinkThereIsNotFollowed() throws Exception {
        assumeTrue(isRoot(), "only root can give a process mounts of its own");
        assumeTrue(Runtime.version().feature() >= 21, "17 cannot attach there");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        String name = "parkwatch-$(sha256sum " + forks.agentJar() + " | cut -c-16).jar";
        Process jvm = jvmWithItsOwnTmp("10m", "name=" + name, "ln -s " + victim + " /tmp/$name");

        forks.target(jvm).load("hello");

        await().until(() -> forks.output(jvm).contains("|hello"));
        Path copy = copyThatIsNamedIn(forks.output(jvm));
        assertThat(copy).as("in our /tmp").doesNotExist();
        assertThat(new Proc(Proc.ROOT, jvm.pid()).inside(copy)).hasSameBinaryContentAs(forks.agentJar());
        assertThat(victim).hasContent("precious");
    }

    @Test
    void rootReachesAnotherUsersJvmWithACopyOfAJarThatItMayNotRead() throws Exception {
        assumeTrue(isRoot(), "only root can start a process for another user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path program = folder.resolve(WaitingProgram.class.getName().replace('.', '/') + ".class");
        Files.createDirectories(program.getParent());
        Files.copy(Path.of("target/test-classes").resolve(folder.relativize(program)), program);
        Path closed = Files.createDirectory(
                folder.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path unreadable = Files.copy(forks.agentJar(), closed.resolve("tiny.jar"));
        Process jvm = forks.jvm(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), "-cp", folder.toString());

        Target.of(jvm.pid(), unreadable).load("hello");

        await().until(() -> forks.output(jvm).contains("|hello"));
        Files.delete(copyThatIsNamedIn(forks.output(jvm)));
    }

    @Test
    void aJvmOfAnotherUserNamesTheOneToRunAs() throws IOException {
        Path proc = Files.createDirectory(folder.resolve("proc"));
        for (String process : List.of("self", "4711")) {
            Path task = Files.createDirectories(proc.resolve(process + "/task/1"));
            Files.writeString(task.resolve("comm"), "VM Thread\n");
        }
        Files.writeString(proc.resolve("self/status"), "Uid:\t1000\t1000\t1000\t1000\n");
        Files.writeString(proc.resolve("4711/status"), "State:\tS\nTgid:\t4711\nUid:\t4242\t4242\t4242\t4242\n");

        assertThat(Refusals.before(new Proc(proc, 4711)))
                .hasMessage("pid 4711 belongs to 4242: run as 4242 (sudo -u '#4242' java -jar parkwatch.jar ...)");
    }

    @Test
    void aDiskThatIsFullThereIsToldInOneLine() throws Exception {
        assumeTrue(isRoot(), "only root can give a process mounts of its own");
        assumeTrue(Runtime.version().feature() >= 21, "17 cannot attach there");
        Process jvm = jvmWithItsOwnTmp("16k", "true", "true");
        Files.write(forks.agentJar(), new byte[100_000]);

        assertThat(refusal(jvm.pid())).contains("No space left on device").contains("make room");
        assertThat(new Proc(Proc.ROOT, jvm.pid()).inside(Path.of("/tmp"))).isEmptyDirectory();
    }

    @Test
    void aCommandThatIsTooLongNamesTheRemedy() {
        Process jvm = forks.jvm();

        Failure failure =
                catchThrowableOfType(Failure.class, () -> forks.target(jvm).load("x".repeat(1000)));

        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure).hasMessageContaining("config=FILE").hasMessageContaining(" bytes");
    }

    @Test
    void aProcessThatIsNoJvmIsLeftAlone() {
        Process sleep = forks.start("sleep", "100");

        assertThat(refusal(sleep.pid())).contains("is no HotSpot JVM");
        assertThat(sleep.isAlive()).isTrue();
    }

    @Test
    void aStoppedJvmIsNotWaitedFor() throws Exception {
        Process jvm = forks.jvm();
        forks.stop(jvm);

        assertThat(refusal(jvm.pid())).contains("kill -CONT " + jvm.pid());
    }

    @Test
    void aJvmThatStopsInTheMiddleIsWaitedForOnlySoLong() {
        Process jvm = forks.jvm();
        Target target = new Target(jvm.pid(), forks.agentJar(), Duration.ofSeconds(2));

        Failure failure = catchThrowableOfType(Failure.class, () -> target.load("block"));

        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("does not answer");
    }

    @Test
    void aJvmThatEndsInTheMiddleIsToldAsSuch() {
        Process jvm = forks.jvm();

        Failure failure =
                catchThrowableOfType(Failure.class, () -> forks.target(jvm).load("halt"));

        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure).hasMessageContaining("has ended meanwhile");
    }

    @Test
    void oneThatHasEndedIsNotThere() throws Exception {
        Process sleep = forks.start("sleep", "0");
        sleep.waitFor();

        assertThat(refusal(sleep.pid())).contains("there is no process " + sleep.pid());
    }

    @Test
    void theCommandItselfIsNoTarget() {
        assertThat(refusal(ProcessHandle.current().pid())).contains("is this command itself");
    }

    @Test
    void aJvmThatForbidsAttachingIsSentNothing() {
        Process jvm = forks.jvm("-XX:+DisableAttachMechanism", "-XX:-UsePerfData");

        assertThat(refusal(jvm.pid())).contains("-XX:+DisableAttachMechanism").contains("-javaagent");
        assertThat(forks.output(jvm)).as("a signal makes it print its threads").doesNotContain("Full thread dump");
    }

    @Test
    void aJvmThatTakesNoAgentsIsToldWithTheRemedy() {
        Process jvm = forks.jvm("-XX:-EnableDynamicAgentLoading");

        assertThat(refusal(jvm.pid()))
                .contains("-XX:+EnableDynamicAgentLoading")
                .contains("-javaagent");
    }

    @Test
    void aJvmWithoutSignalHandlersListensFromItsStartAndIsReached() throws Failure {
        Process jvm = forks.jvm("-Xrs");

        forks.target(jvm).load("hello");

        await().until(() -> forks.output(jvm).contains("|hello"));
        assertThat(jvm.isAlive()).isTrue();
    }

    /** Starts a JVM with its own {@code /tmp}. Its classes are bound elsewhere, since they may be in the hidden one. */
    private Process jvmWithItsOwnTmp(String size, String before, String after) {
        String script = before + " && mount --bind target/test-classes /mnt && mount -t tmpfs -o size=" + size
                + " none /tmp && " + after + " && exec \"$0\" \"$@\"";
        return forks.jvm(List.of("unshare", "-m", "sh", "-c", script), "-XX:-UsePerfData", "-cp", "/mnt");
    }

    private String refusal(long pid) {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Target.of(pid, forks.agentJar()).load("hello"));
        assertThat(failure.exitCode()).isEqualTo(3);
        assertThat(failure.getMessage()).doesNotContain("\n");
        return failure.getMessage();
    }

    private static Path copyThatIsNamedIn(String output) {
        return Path.of(output.replaceFirst("(?s).*@1\\|%2Ftmp%2F(parkwatch-[0-9a-f]+\\.jar)\\|.*", "/tmp/$1"));
    }

    private static boolean isRoot() {
        return new Proc(Proc.ROOT, ProcessHandle.current().pid()).uid().equals("0");
    }
}
