// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.parkwatch.cli.jvm.Forks;
import io.parkwatch.cli.jvm.Jvms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListCommandTest {
    private final StringWriter out = new StringWriter();
    private int columns = Integer.MAX_VALUE;
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void itShowsTheJvmsWithWhatKeepsOneFromReachingThem() throws Exception {
        assumeTrue(Forks.haveProc(), "no /proc here");
        try (Forks forks = new Forks(() -> folder)) {
            long watched = forks.jvm().pid();
            long closed =
                    forks.jvm("-XX:+DisableAttachMechanism", "-XX:-UsePerfData").pid();
            Process stopped = forks.jvm();
            forks.stop(stopped);

            assertThat(list(Path.of("/proc"))).isZero();

            String java = System.getProperty("java.version").replace(".", "\\.");
            String row = "(?m)^ *%d  io\\.parkwatch\\.cli\\.jvm\\.WaitingProgram +" + System.getProperty("user.name")
                    + " +" + java + " +since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d%s$";
            assertThat(out.toString())
                    .containsPattern("^ *PID  MAIN +USER +JDK +WATCHED\n")
                    .containsPattern(row.formatted(watched, ""))
                    .containsPattern(row.formatted(closed, " +cannot be attached to: -XX:\\+DisableAttachMechanism"))
                    .containsPattern(row.formatted(stopped.pid(), " +stopped: kill -CONT " + stopped.pid()))
                    .doesNotContainPattern("(?m)^ *" + ProcessHandle.current().pid() + " ");
            assertThat(err.toString()).isEmpty();
        }
    }

    @Test
    void thoseOfOtherUsersAreShownWithTheOwnerToRunAs() throws IOException {
        Files.writeString(folder.resolve("stat"), "btime 1795514400\n");
        process("self", "self", 1000, "", "java");
        process("815", "815", 4242, "java\0-cp\0a.jar\0com.acme.Shop\0", "parkwatch-watch");
        process("4711", "4711", 4242, "java\0-jar\0\033[2J.jar\0", "java");

        assertThat(list(folder)).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                         PID  MAIN           USER  JDK  WATCHED
                         815  com.acme.Shop  4242  -    since 2026-11-24 10:00:05  run as 4242
                        4711  ?[2J.jar       4242  -    -                          run as 4242
                        """);
    }

    @Test
    void itTellsWhereAnAgentAnswers() throws IOException {
        Files.writeString(folder.resolve("stat"), "btime 1795514400\n");
        process("self", "self", 1000, "", "java");
        process("815", "815", 1000, "java\0com.acme.Shop\0", "parkwatch-watch", "parkwatch:43210");
        Files.createDirectories(folder.resolve("815/net"));
        Files.writeString(folder.resolve("815/net/tcp6"), """
                  sl  local_address                         remote_address                        st tx_queue rx_queue
                   0: 0000000000000000FFFF00000100007F:A8C9 00000000000000000000000000000000:0000 0A 00000000:00000000
                   1: 0000000000000000FFFF00000100007F:A8CA 0000000000000000FFFF00000100007F:1F90 01 00000000:00000000
                   2: 0000000000000000FFFF00000100007F:A8CA 00000000000000000000000000000000:0000 0A 00000000:00000000
                """);

        assertThat(list(folder)).isZero();

        assertThat(out.toString()).contains("since 2026-11-24 10:00:05  http://127.0.0.1:43210/\n");
    }

    @Test
    void onANarrowTerminalWhatDoesNotFitIsBelowAndNoWordIsCut() throws IOException {
        Files.writeString(folder.resolve("stat"), "btime 1795514400\n");
        process("self", "self", 1000, "", "java");
        process("815", "815", 4242, "java\0com.acme.Shop\0", "parkwatch-watch");
        process(
                "4711",
                "4711",
                4242,
                "java\0-XX:+DisableAttachMechanism\0com.acme.a.very.long.name.of.a.main.ClassOfAll\0",
                "java");
        columns = 64;

        assertThat(list(folder)).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                         PID  MAIN           USER  JDK  WATCHED
                         815  com.acme.Shop  4242  -    since 2026-11-24 10:00:05
                              run as 4242
                        4711  com.acme.a.very.long.name.of.a.main.ClassOfAll
                                             4242  -    -
                              run as 4242; cannot be attached to:
                              -XX:+DisableAttachMechanism
                        """);
    }

    @Test
    void noJvmIsOneLineOfItsOwn() throws IOException {
        process("self", "self", 1000, "", "java");

        assertThat(list(folder)).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("parkwatch: no JVM runs here").hasLineCount(1);
    }

    private void process(String name, String pid, int uid, String commandLine, String... threads) throws IOException {
        Path process = folder.resolve(name);
        Files.createDirectories(process.resolve("task/1"));
        Files.writeString(process.resolve("status"), "State:\tS\nTgid:\t" + pid + "\nUid:\t" + (uid + "\t").repeat(4));
        Files.writeString(process.resolve("cmdline"), commandLine);
        Files.writeString(process.resolve("task/1/comm"), "VM Thread\n");
        for (int i = 0; i < threads.length; i++) {
            Path task = process.resolve("task/" + (i + 2));
            Files.createDirectories(task);
            Files.writeString(task.resolve("comm"), threads[i] + "\n");
            Files.writeString(task.resolve("stat"), "2 (x) S " + "0 ".repeat(18) + "500 0\n");
        }
    }

    @Test
    void asJsonEachJvmIsAnObjectWithWhatIsKnown() throws IOException {
        Files.writeString(folder.resolve("stat"), "btime 1795514400\n");
        process("self", "self", 1000, "", "java");
        process("815", "815", 4242, "java\0-cp\0a.jar\0com.acme.Shop\0", "parkwatch-watch");
        process("4711", "4711", 4242, "java\0-jar\0\033[2J.jar\0", "java");

        assertThat(list(folder, "--json")).isZero();

        JsonArray all = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(all.get(0))
                .isEqualTo(JsonParser.parseString("{'pid':815,'main':'com.acme.Shop','user':'4242',"
                        + "'watchedSince':'2026-11-24T10:00:05Z','note':'run as 4242'}"));
        assertThat(all.get(1).getAsJsonObject().get("main").getAsString()).isEqualTo("\033[2J.jar");
        assertThat(out.toString()).doesNotContain("\033");
    }

    @Test
    void asJsonNoJvmIsAnEmptyArray() throws IOException {
        process("self", "self", 1000, "", "java");

        assertThat(list(folder, "--json")).isZero();

        assertThat(out.toString()).isEqualToIgnoringNewLines("[]");
        assertThat(err.toString()).isEmpty();
    }

    private int list(Path proc, String... arguments) {
        return new picocli.CommandLine(
                        new ListCommand(new Jvms(proc, ProcessHandle.current().pid()), ZoneOffset.UTC, () -> columns))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
