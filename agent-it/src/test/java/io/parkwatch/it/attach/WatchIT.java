// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tests {@code watch} as lines and on a terminal, and the completion of the shell. */
class WatchIT {
    private static final String QUICK = "threshold=1s,interval=200ms";

    @OnNewestJdk
    void aPipeGetsALineForEachChangeAndForTheEnd(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start();
                WatchedJvm watch = Cli.on(stage.jdk()).start("watch", jvm.pid(), QUICK)) {
            lineOf(watch, "watching .*OneSender, pid " + jvm.pid() + " .*");
            lineOf(watch, "new +sender +1 platform thread waits to put .*OneSender.*send.* #[0-9a-f]{16}");
            jvm.send("more");
            lineOf(watch, "new +sender .*OneSender.*more.*");
            jvm.release();
            lineOf(watch, "gone +sender .*OneSender.*send.*");
            lineOf(watch, "gone +sender .*OneSender.*more.*");

            jvm.closeInput();
            assertThat(jvm.exitCode())
                    .as("the program ends as it would unwatched")
                    .isZero();
            assertThat(watch.exitCode()).isEqualTo(3);
            assertThat(watch.err()).hasSize(1);
            assertThat(watch.err().get(0))
                    .startsWith("parkwatch: ")
                    .contains("OneSender, pid " + jvm.pid(), "is not watched any more, last seen at ");
            assertThat(String.join("", watch.out())).doesNotContain("\u001b");
        }
    }

    private static void lineOf(WatchedJvm watch, String pattern) {
        WatchedJvm.await(pattern)
                .untilAsserted(() -> assertThat(watch.out()).anyMatch(line -> line.matches(".* " + pattern)));
    }

    @OnNewestJdk
    void aTerminalGetsAScreenAndItsShellBack(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start();
                Tmux terminal = Tmux.running(Cli.on(stage.jdk()).command("watch", jvm.pid(), QUICK))) {
            shows(terminal, "OneSender.lambda$send$0(OneSender.java:");
            assertThat(terminal.screen())
                    .contains("1 of ", "VERDICT", "sender", "SynchronousQueue", "q quit")
                    .doesNotContain("rc=");
            assertThat(terminal.screen().lines()).allMatch(line -> line.length() <= 100);
            assertThat(terminal.screen()).as("nothing has changed yet").doesNotContain("CHANGE");
            jvm.send("more");
            shows(terminal, " new ");
            jvm.release();
            shows(terminal, " ended ");
            assertThat(terminal.screen()).contains("CHANGE").doesNotContain("BEHIND");

            terminal.keys("q");
            shows(terminal, "rc=0");
            assertThat(terminal.screen())
                    .as("the last table stays")
                    .contains("VERDICT", "the agent leaves pid " + jvm.pid())
                    .doesNotContain("q quit");
            // If the echo appears on a line that begins at the left, the terminal was restored.
            terminal.keys("echo back-$((40+2))", "Enter");
            shows(terminal, "\nback-42");
            assertThat(terminal.screen()).contains("echo back-$((40+2))");
        }
    }

    private static void shows(Tmux terminal, String text) {
        WatchedJvm.await(text).untilAsserted(() -> assertThat(terminal.screen()).contains(text));
    }

    @OnNewestJdk
    void bashTakesTheCompletion(Stage stage) throws Exception {
        Path script = stage.program(OneSender.class).folder().resolve("completion.sh");
        Cli.Ended printed = Cli.on(stage.jdk()).run("completion");
        assertThat(printed.code()).as("%s", printed).isZero();
        assertThat(printed.err()).isEmpty();
        Files.writeString(script, printed.out());

        assertThat(bash("-n", script.toString())).isEmpty();
        assertThat(bash("-c", "source " + script + " && complete -p parkwatch")).contains("complete ", " parkwatch");
        String words = "source " + script
                + "; COMP_WORDS=(parkwatch re); COMP_CWORD=1; COMP_LINE='parkwatch re'; COMP_POINT=12; "
                + "$(complete -p parkwatch | sed 's/.*-F \\([^ ]*\\) .*/\\1/') ; echo \"${COMPREPLY[@]}\"";
        assertThat(bash("-c", words)).isEqualTo("report\n");
    }

    private static String bash(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash"));
        command.addAll(List.of(words));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as("%s: %s", command, said).isZero();
        return said;
    }
}
