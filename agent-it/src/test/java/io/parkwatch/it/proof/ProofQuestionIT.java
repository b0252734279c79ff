// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tests that {@code prove} asks first on a terminal. The command line runs in a pseudo terminal of {@code script}. */
class ProofQuestionIT {
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @OnNewestJdk
    void whoSaysNoChangesNothing(Stage stage) throws Exception {
        try (WatchedJvm jvm = program(stage)) {
            for (String answer : List.of("n", "")) {
                Answered no = prove(stage, jvm, answer);
                assertThat(no.code()).as("%s", no).isZero();
                assertThat(no.shown())
                        .contains("Garbage collections will be forced in pid " + jvm.pid(), "Go on? [y/N]")
                        .contains("nothing was done to pid " + jvm.pid())
                        .doesNotContain("LEAKED");
            }
            assertThat(jvm.err()).as("no agent came").isEmpty();
        }
    }

    @OnNewestJdk
    void whoSaysYesGetsAProof(Stage stage) throws Exception {
        try (WatchedJvm jvm = program(stage)) {
            Answered yes = prove(stage, jvm, "y");
            assertThat(yes.code()).as("%s", yes).isEqualTo(10);
            assertThat(yes.shown()).contains("Go on? [y/N]", "LEAKED", "Proved: nothing in this JVM can ever wake it.");
        }
    }

    private static WatchedJvm program(Stage stage) {
        assumeThat(SCRIPT).as("who makes a pseudo terminal").exists();
        return stage.newestThreads()
                .program(Mixed.class)
                .args("leaks")
                .withoutAgent()
                .start();
    }

    private record Answered(int code, String shown) {}

    private static Answered prove(Stage stage, WatchedJvm jvm, String answer) throws IOException, InterruptedException {
        String command =
                String.join(" ", Cli.on(stage.jdk()).command("prove", jvm.pid(), "threshold=1s,interval=200ms"));
        Path shown = Files.createTempFile("terminal", ".out");
        Process terminal = new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile())
                .start();
        // Not before the question, since a terminal may discard input that nothing reads yet.
        WatchedJvm.await("the question").until(() -> Files.readString(shown).contains("[y/N]"));
        terminal.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
        terminal.getOutputStream().flush();
        assertThat(terminal.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
        return new Answered(terminal.exitValue(), Files.readString(shown));
    }
}
