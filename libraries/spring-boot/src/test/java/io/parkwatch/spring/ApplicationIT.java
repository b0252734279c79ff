// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs an application with the agent and a deadlock. */
class ApplicationIT {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private String base = "";

    /** Returns the homes of the JDKs to run on. */
    static Stream<String> jdks() {
        return Stream.of(System.getProperty("java.home"), System.getProperty("it.jdk17", ""))
                .filter(home -> !home.isBlank());
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theActuatorShowsADeadlock(String jdk) throws Exception {
        Path log = folder.resolve("log");
        Process program = new ProcessBuilder(List.of(
                        Path.of(jdk, "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-javaagent:" + System.getProperty("parkwatch.jar") + "=threshold=1s,interval=200ms,port=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Shop.class.getName(),
                        "--server.port=0",
                        "--management.endpoints.web.exposure.include=health,prometheus,parkwatch",
                        "--management.endpoint.health.show-details=always"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            base = "http://localhost:" + port(program, log) + "/";
            until(() -> assertThat(json("actuator/health")
                            .at("/components/parkwatch/status")
                            .asString())
                    .isEqualTo("UP"));
            assertThat(get("actuator/health").statusCode()).isEqualTo(200);
            client.send(
                    HttpRequest.newBuilder(URI.create(base + "book"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.discarding());

            until(() -> assertThat(get("actuator/health").statusCode()).isEqualTo(503));
            JsonNode health = json("actuator/health").at("/components/parkwatch");
            assertThat(health.at("/status").asString()).isEqualTo("DOWN");
            assertThat(health.at("/details/deadlocked").asInt()).isEqualTo(2);
            assertThat(health.at("/details/findings/0/verdict").asString()).isEqualTo("deadlocked");

            JsonNode report = json("actuator/parkwatch");
            assertThat(report.at("/status").asString()).startsWith("Parkwatch ").contains("(threshold 1s)");
            JsonNode finding = report.at("/findings/0");
            assertThat(finding.at("/verdict").asString()).isEqualTo("deadlocked");
            assertThat(finding.at("/waitsAt").asString()).contains("io.parkwatch.spring.Shop");
            String fingerprint = finding.at("/fingerprint").asString();
            assertThat(json("actuator/parkwatch/" + fingerprint).at("/summary")).isEqualTo(finding.at("/summary"));
            assertThat(get("actuator/parkwatch/none").statusCode()).isEqualTo(404);

            until(() -> assertThat(get("actuator/prometheus").body())
                    .containsPattern("(?m)^parkwatch_deadlocked_threads\\{.*\\} 2\\.0$"));
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    private static String port(Process program, Path log) {
        return Awaitility.await("the start of the application")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            String said = Files.readString(log);
                            assertThat(program.isAlive()).as(said).isTrue();
                            Matcher port = PORT.matcher(said);
                            return port.find() ? port.group(1) : "";
                        },
                        port -> !port.isEmpty());
    }

    private static void until(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion);
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }
}
