// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tests that an agent from {@code JAVA_TOOL_OPTIONS} serves the service, and not the other JVMs that start beside it.
 */
class UninvitedIT {
    private static final String VARIABLE = "JAVA_TOOL_OPTIONS";

    private static String agent() {
        return "-javaagent:" + Launch.agentJar() + "=threshold=1s,interval=200ms,port=off";
    }

    @OnEachJdk
    void toolsAndTheOwnCommandLineGetNoAgentAndNoLine(Stage stage) throws Exception {
        Launch program = stage.program(OddThreads.class);
        Path java = stage.jdk().java();
        Path jar = Files.copy(
                Launch.agentJar(), program.folder().resolve(Launch.agentJar().getFileName()));
        List<List<String>> commands = List.of(
                List.of(java.resolveSibling("jps").toString()),
                List.of(java.resolveSibling("javac").toString(), "-version"),
                List.of(java.resolveSibling("keytool").toString(), "-help"),
                List.of(java.toString(), "-jar", Launch.agentJar().toString(), "list"),
                List.of(java.toString(), "-jar", jar.toString(), "list"));
        for (List<String> command : commands) {
            Path out = program.folder().resolve("tool.out");
            Path err = program.folder().resolve("tool.err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().put(VARIABLE, agent());
            assertThat(builder.start().waitFor()).as("%s", command).isZero();
            assertThat(Files.readString(out) + Files.readString(err))
                    .as("%s", command)
                    .contains("Picked up " + VARIABLE)
                    .doesNotContain("parkwatch: ");
        }
    }

    @OnEachJdk
    void theEnvironmentKeepsTheAgentOut(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class)
                .environment(VARIABLE, agent())
                .withoutAgent()
                .environment("PARKWATCH_ENABLED", "false")
                .start()) {
            assertThat(jvm.agentLines()).isEmpty();
        }
    }

    @OnEachJdk
    void theEnvironmentHasTheOptions(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class)
                .withoutAgent()
                .environment(VARIABLE, "-javaagent:" + Launch.agentJar() + " -Dparkwatch.threshold=7s")
                .environment("PARKWATCH_PORT", "off")
                .environment("PARKWATCH_THRESHOLD", "9s")
                .environment("PARKWATCH_TRACES", "many")
                .start()) {
            assertThat(jvm.agentLines())
                    .containsExactly(
                            "PARKWATCH_TRACES is left out: bad option traces=many: allowed is a number from 0 to 1000000",
                            "watching (threshold 7s)");
        }
    }

    @OnEachJdk
    void aProgramIsWatched(Stage stage) {
        try (WatchedJvm jvm = stage.program(OddThreads.class)
                .withoutAgent()
                .environment(VARIABLE, agent())
                .start()) {
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s)");
        }
    }
}
