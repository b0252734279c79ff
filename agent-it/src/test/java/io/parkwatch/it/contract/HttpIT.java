// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.OnOldestAndNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

class HttpIT {
    private static WatchedJvm watched(Stage stage, String more) {
        WatchedJvm jvm = stage.program(OneSender.class)
                .options("threshold=1s,interval=200ms,report=report.json,port=0" + more)
                .start();
        jvm.awaitFindings(1);
        return jvm;
    }

    @OnEachJdk
    void fourPathsAreAnsweredToGetAndHead(Stage stage) throws Exception {
        try (WatchedJvm jvm = watched(stage, "")) {
            int port = Http.port(jvm);
            // The report file, which the test has waited for, is written before the endpoint has the look.
            WatchedJvm.await("the finding over HTTP")
                    .until(() -> Report.parse(Http.get(port, "/report").body())
                                    .findings()
                                    .size()
                            == 1);

            HttpResponse<String> report = Http.get(port, "/report");
            assertThat(report.statusCode()).isEqualTo(200);
            assertThat(report.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(report.headers().map()).doesNotContainKey("access-control-allow-origin");
            assertThat(Report.parse(report.body()).findings()).hasSize(1);
            assertThat(Report.parse(report.body()).json().get("schema").getAsInt())
                    .isEqualTo(1);

            HttpResponse<String> page = Http.get(port, "/");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("OneSender");

            HttpResponse<String> metrics = Http.get(port, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
            assertThat(metrics.body()).contains("parkwatch_stuck_threads{");

            HttpResponse<String> probe = Http.get(port, "/livez");
            assertThat(probe.statusCode()).as("what is stuck may go on").isEqualTo(200);
            assertThat(probe.body()).isEqualTo("ok\n");

            HttpResponse<String> open = Http.send(port, "/metrics", "GET", "Accept", "application/openmetrics-text");
            assertThat(open.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
            assertThat(open.body()).endsWith("# EOF\n");

            for (String path : List.of("/", "/report", "/metrics")) {
                HttpResponse<String> head = Http.send(port, path, "HEAD");
                assertThat(head.statusCode()).as(path).isEqualTo(200);
                assertThat(head.body()).as(path).isEmpty();
            }
        }
    }

    @OnOldestAndNewestJdk
    void gzipIsSentAndLoadedOnlyWhereItIsAskedFor(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class).options("threshold=1s,interval=200ms,report=report.json,port=0");
        Path loaded = launch.folder().resolve("loaded.txt");
        launch.jvm("-Xlog:class+load:file=" + loaded);
        try (WatchedJvm jvm = launch.start()) {
            jvm.awaitFindings(1);
            int port = Http.port(jvm);
            for (String path : List.of("/", "/report", "/metrics")) {
                assertThat(Http.get(port, path).headers().map()).doesNotContainKey("content-encoding");
            }
            assertThat(Files.readString(loaded)).doesNotContain("java.util.zip.Deflater");

            HttpResponse<byte[]> packed = Http.bytes(port, "/metrics", "Accept-Encoding", "gzip");
            assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(packed.headers().firstValue("ETag")).isPresent();
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .contains("parkwatch_stuck_threads{");
            assertThat(Http.send(port, "/report", "GET", "If-None-Match", "*").statusCode())
                    .isEqualTo(304);
        }
    }

    @OnOldestAndNewestJdk
    void requestsAreReadAloneByTheirBytesAndUpTo8KiB(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .options("threshold=1s,interval=200ms,report=report.json,port=0")
                .jvm("-Dfile.encoding=UTF-16")
                .launch()) {
            jvm.awaitFindings(1);
            int port = Http.port(jvm);

            assertThat(Http.get(port, "/report").body()).contains("OneSender");
            HttpResponse<String> metrics = Http.get(port, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("parkwatch_stuck_threads{");
            assertThat(Http.get(port, "/" + "x".repeat(7_000)).statusCode()).isEqualTo(404);
            assertThat(refused(port, "GET /" + "x".repeat(16_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .isTrue();
            assertThat(refused(
                            port, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"))
                    .isTrue();
        }
    }

    private static boolean refused(int port, String request) {
        try {
            return Http.raw(port, request).isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }

    @OnOldestAndNewestJdk
    void otherPathsMethodsAndHostsAreRefused(Stage stage) throws Exception {
        try (WatchedJvm jvm = watched(stage, ",hosts=shop.example;shop-7")) {
            int port = Http.port(jvm);

            assertThat(Http.get(port, "/nothing").statusCode()).isEqualTo(404);
            assertThat(Http.get(port, "/report/../metrics/x").statusCode()).isEqualTo(404);
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
                assertThat(Http.send(port, "/report", method).statusCode())
                        .as(method)
                        .isEqualTo(405);
            }
            for (String host : List.of(
                    "127.0.0.1",
                    "127.0.0.1:" + port,
                    "localhost",
                    "localhost:" + port,
                    "[::1]:1",
                    "shop.example",
                    "SHOP-7:" + port)) {
                assertThat(Http.getWithHost(port, host)).as(host).startsWith("HTTP/1.1 200");
            }
            for (String host : List.of("evil.example", "evil.example:" + port, "localhost.evil.example", "")) {
                assertThat(Http.getWithHost(port, host)).as(host).startsWith("HTTP/1.1 403");
            }
            assertThat(Http.raw(port, "GET /report HTTP/1.1\r\nConnection: close\r\n\r\n"))
                    .doesNotContain("findings");
        }
    }

    @OnOldestAndNewestJdk
    void aHostOtherThanLoopbackShowsMetricsAlone(Stage stage) throws Exception {
        try (WatchedJvm jvm = watched(stage, ",host=0.0.0.0")) {
            int port = Http.port(jvm);

            assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
            assertThat(Http.get(port, "/report").statusCode()).isEqualTo(403);
            assertThat(Http.get(port, "/").body()).doesNotContain("OneSender");
        }
    }

    @OnOldestAndNewestJdk
    void aHostOtherThanLoopbackShowsAllIfToldSo(Stage stage) throws Exception {
        try (WatchedJvm jvm = watched(stage, ",host=0.0.0.0,expose=all")) {
            int port = Http.port(jvm);

            assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
            assertThat(Http.get(port, "/report").statusCode()).isEqualTo(200);
        }
    }

    /** The JDK reads the file of hosts instead of asking a resolver, and nobody writes into this one. */
    @OnNewestJdk
    void aResolverThatDoesNotAnswerHoldsNoProgramUp(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class)
                .options("threshold=1s,interval=200ms,report=report.json,port=0,host=agent.example")
                .jvm("-Djdk.net.hosts.file=resolver");
        Path resolver = launch.folder().resolve("resolver");
        assertThat(new ProcessBuilder("mkfifo", resolver.toString()).start().waitFor())
                .isZero();
        try (WatchedJvm jvm = launch.launch()) {
            jvm.awaitFindings(1);

            assertThat(jvm.agentLines())
                    .containsExactly(
                            "watching (threshold 1s)",
                            "no HTTP: host=agent.example is not resolved within 10 s; give an address of this"
                                    + " machine, or port=off");
        }
    }

    @OnOldestAndNewestJdk
    void slowAndBrokenClientsDoNotKeepOthersFromTheirAnswers(Stage stage) throws Exception {
        try (WatchedJvm jvm = watched(stage, "")) {
            int port = Http.port(jvm);
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write("GET /report HT".getBytes(StandardCharsets.UTF_8));
                slow.add(socket);
            }
            assertThat(Http.get(port, "/report").statusCode()).isEqualTo(200);

            // Garbage, a line without an end, an abandoned request: both an answer and a closed connection are right.
            for (String bad : List.of("\0\1\2\3\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\r\n\r\n\r\n")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(bad.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                byte[] endless = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 64; i++) {
                    socket.getOutputStream().write(endless);
                }
            } catch (java.io.IOException closed) {
                assertThat(closed).isNotNull();
            }
            assertThat(Http.get(port, "/report").statusCode()).isEqualTo(200);
            assertThat(jvm.settled(2).findings()).hasSize(1);
            assertThat(jvm.agentLines()).hasSize(1);
            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(Http.get(port, "/metrics").statusCode()).isEqualTo(200);
        }
    }
}
