// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

class BadInputIT {
    /** Options, and the words that their error line must contain: the key, the value, a word of what is allowed. */
    private static final Map<String, List<String>> BAD = Map.ofEntries(
            Map.entry("treshold=1s", List.of("treshold", "1s", "threshold", "interval", "config")),
            Map.entry("threshold=1", List.of("threshold=1:", "30s")),
            Map.entry("threshold=soon", List.of("threshold", "soon", "30s")),
            Map.entry("threshold=-1s", List.of("threshold", "-1s", "30s")),
            Map.entry("interval=0s", List.of("interval", "0s")),
            Map.entry("interval=5 parsecs", List.of("interval", "5 parsecs", "250ms")),
            Map.entry("port=http", List.of("port", "http", "off", "9699")),
            Map.entry("port=70000", List.of("port", "70000", "off")),
            Map.entry("port=9709-9699", List.of("port", "9709-9699")),
            Map.entry("expose=some", List.of("expose", "some", "metrics", "all")),
            Map.entry("traces=many", List.of("traces", "many")),
            Map.entry("traces=-1", List.of("traces", "-1")),
            Map.entry("channels=com.acme.Pipe", List.of("channels", "com.acme.Pipe", "sender", "receiver")),
            Map.entry("channels=com.acme.Pipe#send=giver", List.of("channels", "giver", "sender", "receiver")),
            Map.entry("proof=maybe", List.of("proof", "maybe", "off", "ask", "on")),
            Map.entry("ignore=#xyz", List.of("ignore", "#xyz")),
            Map.entry("threshold", List.of("threshold")),
            Map.entry("config=/no/such/file.properties", List.of("config", "/no/such/file.properties")));

    @OnOldestAndNewestJdk
    void isToldInOneLineAndTheProgramRunsAsIfTheAgentWereNotThere(Stage stage) {
        WatchedJvm bare =
                stage.program(Plain.class).withoutAgent().named("bare").launch();
        int code = bare.exitCode();
        SoftAssertions softly = new SoftAssertions();
        int number = 0;
        for (Map.Entry<String, List<String>> bad : BAD.entrySet()) {
            String name = "bad" + number++;
            try (WatchedJvm jvm =
                    stage.program(Plain.class).options(bad.getKey()).named(name).launch()) {
                softly.assertThat(jvm.exitCode())
                        .as("exit code with %s", bad.getKey())
                        .isEqualTo(code);
                softly.assertThat(jvm.out()).as("output with %s", bad.getKey()).isEqualTo(bare.out());
                softly.assertThat(jvm.agentLines())
                        .as("lines with %s", bad.getKey())
                        .hasSize(1);
                softly.assertThat(jvm.err().size())
                        .as("errors with %s", bad.getKey())
                        .isEqualTo(2);
                softly.assertThat(String.join(" ", jvm.agentLines()))
                        .as("words with %s", bad.getKey())
                        .contains(bad.getValue());
            }
        }
        softly.assertAll();
    }

    @OnNewestJdk
    void aJarOnTheBootClassPathIsTold(Stage stage) {
        try (WatchedJvm jvm = stage.program(Plain.class)
                .jvm("-Xbootclasspath/a:" + Launch.agentJar())
                .options("")
                .launch()) {
            assertThat(jvm.exitCode()).isEqualTo(3);
            assertThat(jvm.agentLines()).singleElement().asString().contains("take it off -Xbootclasspath/a");
        }
    }

    @OnEachJdk
    void goodOptionsOfAFileAreReadAndTheCommandLineWins(Stage stage) throws Exception {
        Path config = Files.createTempFile("parkwatch", ".properties");
        Files.writeString(config, "threshold=30s\ninterval=2s\nport=off\n");
        try (WatchedJvm jvm = stage.program(Plain.class)
                .options("config=" + config + ",threshold=20s")
                .launch()) {
            assertThat(jvm.exitCode()).isEqualTo(3);
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 20s)");
        } finally {
            Files.delete(config);
        }
    }

    @OnOldestAndNewestJdk
    void aBadValueInAFileIsToldLikeOneOnTheCommandLine(Stage stage) throws Exception {
        Path config = Files.createTempFile("parkwatch", ".properties");
        Files.writeString(config, "threshold=often\n");
        try (WatchedJvm jvm =
                stage.program(Plain.class).options("config=" + config).launch()) {
            assertThat(jvm.exitCode()).isEqualTo(3);
            assertThat(jvm.agentLines()).hasSize(1);
            assertThat(jvm.agentLines().get(0)).contains("threshold", "often", "30s");
        } finally {
            Files.delete(config);
        }
    }

    @OnOldestAndNewestJdk
    void aHugeConfigIsRefusedInOneShortLine(Stage stage) throws Exception {
        Path config = Files.createTempFile("parkwatch", ".properties");
        try (RandomAccessFile sparse = new RandomAccessFile(config.toFile(), "rw")) {
            sparse.setLength(200L << 20);
        }
        try (WatchedJvm jvm =
                stage.program(Plain.class).options("config=" + config).launch()) {
            assertThat(jvm.exitCode()).isEqualTo(3);
            assertThat(jvm.agentLines()).hasSize(1);
            assertThat(jvm.agentLines().get(0))
                    .contains("config=", "65536", "209715200")
                    .hasSizeLessThan(500);
        } finally {
            Files.delete(config);
        }
    }
}
