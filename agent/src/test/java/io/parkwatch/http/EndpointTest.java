// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.finding.Snapshot;
import io.parkwatch.metrics.Metrics;
import io.parkwatch.options.Options;
import io.parkwatch.options.OptionsException;
import io.parkwatch.options.OptionsParser;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.microhttp.EventLoop;

@Timeout(60)
class EndpointTest {
    private static final String GET_METRICS = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final AtomicLong skew = new AtomicLong();
    private final Metrics metrics = new Metrics(this::nanoTime, List.of("jox", "kotlinx-coroutines", "core-async"));
    private final List<Endpoint> open = new ArrayList<>();
    private volatile @Nullable Snapshot snapshot = Samples.full();
    private volatile boolean fatal;
    private volatile boolean broken;
    private Endpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        metrics.update(Samples.full());
        endpoint = start(options("127.0.0.1", 0, 0, false));
    }

    @AfterEach
    void stop() {
        open.forEach(Endpoint::close);
    }

    @Test
    void theReportIsTheJsonOfTheLastLook() throws IOException {
        String answer = get("/report");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/json\r\n")
                .contains("Cache-Control: no-store\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n")
                .doesNotContain("Access-Control")
                .endsWith("\r\n\r\n" + ReportJson.of(Samples.full()));
    }

    @Test
    void thePageForPeopleIsHtmlAndEscaped() throws IOException {
        assertThat(get("/?x=1"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: text/html; charset=utf-8\r\n")
                .contains("&quot;search-1&quot;")
                .doesNotContain("\"search-1\"");
    }

    @Test
    void metricsAreTextOrOpenMetrics() throws IOException {
        assertThat(send(GET_METRICS)).contains("text/plain; version=0.0.4").contains("\nparkwatch_stuck_threads{");
        assertThat(send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: application/openmetrics-text\r\n\r\n"))
                .contains("Content-Type: application/openmetrics-text; version=1.0.0")
                .endsWith("# EOF\n");
    }

    @Test
    void headHasTheLengthOfGetAndNoBody() throws IOException {
        assertThat(send("HEAD /report HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Length: " + ReportJson.of(Samples.full()).getBytes(UTF_8).length + "\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void otherMethodsGet405AndOtherPathsALineThatNamesThePaths() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get")) {
            assertThat(send(method + " /report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET, HEAD\r\n");
        }
        assertThat(get("/reports"))
                .startsWith("HTTP/1.1 404 ")
                .contains("/ (")
                .contains("/report (")
                .contains("/report.txt (")
                .contains("/history and /threads (")
                .contains("/metrics (");
    }

    @Test
    void aSearchTakesItsWordsFromTheQuery() throws IOException {
        assertThat(get("/threads?q=pool-1&from=100"))
                .startsWith("HTTP/1.1 202 ")
                .endsWith("{\"schema\":1,\"q\":\"pool-1\",\"from\":100,\"pending\":true}");
        assertThat(get("/threads")).endsWith("{\"schema\":1,\"q\":\"\",\"from\":0,\"pending\":true}");
    }

    @Test
    void aForeignHostGets403() throws IOException {
        assertThat(send("GET /report HTTP/1.1\r\nHost: evil.example\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET /report HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void beforeTheFirstLookAndAfterTheLastOneItSaysThatItDoesNotKnow() throws IOException {
        snapshot = null;
        assertThat(get("/report")).startsWith("HTTP/1.1 503 ").contains("first look");
        assertThat(get("/")).startsWith("HTTP/1.1 503 ");
        skew.addAndGet(TimeUnit.SECONDS.toNanos(26));
        assertThat(get("/metrics")).startsWith("HTTP/1.1 503 ").contains("five intervals");
    }

    @Test
    void onOtherAddressesOnlyMetricsAreShownUnlessAllIsAskedFor() throws IOException {
        endpoint = start(options("0.0.0.0", 0, 0, false));
        assertThat(get("/metrics")).startsWith("HTTP/1.1 200 ");
        assertThat(get("/report")).startsWith("HTTP/1.1 403 ").contains("expose=all");
        assertThat(get("/")).startsWith("HTTP/1.1 403 ").contains("expose=all");
        for (String path : List.of("/report.txt", "/history", "/threads?q=a")) {
            assertThat(get(path)).as(path).startsWith("HTTP/1.1 403 ").contains("expose=all");
        }
        assertThat(send("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");

        endpoint = start(options("0.0.0.0", 0, 0, true));
        assertThat(get("/report")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void theProbeIsAnsweredOnEachAddress() throws IOException {
        for (String host : List.of("127.0.0.1", "0.0.0.0")) {
            endpoint = start(options(host, 0, 0, false));
            assertThat(get("/livez")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok\n");
            endpoint.looked(Samples.deadlock());
            endpoint.looked(Samples.deadlock());
            assertThat(get("/livez?verbose"))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("\r\n\r\ndeadlocked"
                            + (host.equals("0.0.0.0") ? "" : ": 2 threads wait in lock, in a circle of 2 threads")
                            + "\n");
            assertThat(send("HEAD /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 503 ");
            assertThat(send("POST /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        }
    }

    @Test
    void ofARangeTheFirstFreePortIsTakenAndNoneLeftIsToldWithARemedy() throws IOException {
        int busy = port(endpoint);

        assertThatThrownBy(() -> start(options("127.0.0.1", busy, busy, false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port=" + busy + " cannot be bound on 127.0.0.1")
                .hasMessageContaining("port=off");
        Endpoint second = start(options("127.0.0.1", busy, Math.min(busy + 20, 65_535), false));
        assertThat(port(second)).isBetween(busy + 1, busy + 20);
        assertThatThrownBy(() -> start(options("no.such.host.invalid", 0, 0, false)))
                .hasMessageContaining("host=no.such.host.invalid is not known here");
    }

    @Test
    void aSlowClientDoesNotKeepOthersWaitingAndIsClosed() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket = connect();
            socket.getOutputStream().write("GET /rep".getBytes(UTF_8));
            slow.add(socket);
        }
        long before = System.nanoTime();
        assertThat(get("/report")).startsWith("HTTP/1.1 200 ");
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));

        for (Socket socket : slow) {
            assertThat(socket.getInputStream().read())
                    .as("closed after five seconds")
                    .isEqualTo(-1);
            socket.close();
        }
    }

    @Test
    void tooManyConnectionsAreClosedAtOnce() throws IOException {
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < EventLoop.MOST_OPEN + 20; i++) {
            idle.add(connect());
        }
        Socket last = idle.get(idle.size() - 1);
        last.setSoTimeout(2_000);
        assertThat(last.getInputStream().read()).isEqualTo(-1);
        for (Socket socket : idle) {
            socket.close();
        }
        eventually(() -> answers(get("/report")));
    }

    @Test
    void clientsThatNeverReadAreShutOutInTheEnd() throws IOException {
        snapshot = Samples.snapshot(Collections.nCopies(100, Samples.huge(20)), Samples.AT, List.of(), null);
        List<Socket> dead = new ArrayList<>();
        for (int i = 0; i < EventLoop.MOST_ANSWERS; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(1_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(endpoint)));
            socket.getOutputStream().write("GET /report HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            dead.add(socket);
        }
        eventually(() -> send(GET_METRICS).contains("too many answers wait"));
        assertThat(get("/livez")).startsWith("HTTP/1.1 200 ");

        skew.addAndGet(TimeUnit.SECONDS.toNanos(61));
        metrics.update(Samples.quiet());
        eventually(() -> answers(send(GET_METRICS)));
        for (Socket socket : dead) {
            socket.close();
        }
    }

    @Test
    void brokenRequestsDoNotEndIt() throws IOException {
        String ok = GET_METRICS;
        for (String broken : List.of(
                "\0\1\2\r\n\r\n",
                "GET\r\n\r\n",
                "GET /metrics\r\n\r\n",
                "GET /metrics FTP/1\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
                ok + "GET /metrics HTTP/1.1\r\nno colon\r\n\r\n",
                ok + ok)) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(broken.getBytes(UTF_8));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException reset) {
                // a closed connection is an answer, too
            }
            assertThat(send(ok)).as(broken).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aHugeHeaderIsCutOff() throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(3_000);
            byte[] more = "x".repeat(4_096).getBytes(UTF_8);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(UTF_8));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            socket.getOutputStream().write(more);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(get("/report")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aRequestOfMoreThan8KiBIsRefusedHoweverItComes() {
        String longest = "x".repeat(8 * 1024 - "GET / HTTP/1.1\r\nHost: localhost\r\nX: \r\n\r\n".length());
        assertThat(answered("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + longest + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(answered("GET / HTTP/1.1\r\nHost: localhost\r\nX: x" + longest + "\r\n\r\n"))
                .isEmpty();
        assertThat(answered("GET /" + "x".repeat(16_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .isEmpty();
        assertThat(answered("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n" + "x".repeat(9_000)))
                .isEmpty();
    }

    @Test
    void aBodyIsReadAndLeftOut() throws IOException {
        String host = " /report HTTP/1.1\r\nHost: localhost\r\n";
        assertThat(send("GET" + host + "Content-Length: 3\r\n\r\nabc")).startsWith("HTTP/1.1 200 ");
        assertThat(send("POST" + host + "Content-Length: 3\r\n\r\nabc")).startsWith("HTTP/1.1 405 ");
        assertThat(send("POST" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
        assertThat(answered("GET" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc"))
                .isEmpty();
    }

    /** Returns the answer; empty if the connection was closed. */
    private String answered(String request) {
        try {
            return send(request);
        } catch (IOException reset) {
            return "";
        }
    }

    @Test
    void whoAsksWithoutAPauseIsSlowedDown() throws Exception {
        AtomicLong answers = new AtomicLong();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_500);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread client = new Thread(() -> {
                while (System.nanoTime() < end && answered(GET_METRICS).startsWith("HTTP/1.1 200 ")) {
                    answers.incrementAndGet();
                }
            });
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }

        assertThat(answers.get()).isBetween(50L, 600L);
    }

    @Test
    void aFailureBecomesOneLine() throws IOException {
        endpoint = start(options("127.0.0.1", 0, 0, false), () -> {
            throw new StackOverflowError("on purpose");
        });

        assertThat(get("/report"))
                .startsWith("HTTP/1.1 500 ")
                .contains("Parkwatch failed: java.lang.StackOverflowError");
        assertThat(send(GET_METRICS)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void itsThreadsAreNamedDaemonsAndGoWithIt() {
        assertThat(ours()).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(endpoint.url()).isEqualTo("http://127.0.0.1:" + port(endpoint) + "/");

        endpoint.close();

        assertThat(ours()).isEmpty();
        assertThatThrownBy(this::connect).isInstanceOf(IOException.class);
    }

    @Test
    void interruptsDoNotReachItsThreads() throws IOException {
        ours().forEach(Thread::interrupt);

        assertThat(ours()).hasSize(1).noneMatch(Thread::isInterrupted);
        assertThat(answers(get("/report"))).isTrue();
    }

    @Test
    void aLoopThatDiesOfAnErrorLetsItsClientsGoAndItsPortBeBoundAgain() throws IOException {
        int port = port(endpoint);
        try (Socket waits = connect()) {
            assertThat(answers(get("/report"))).isTrue();
            fatal = true;
            try (Socket kills = connect()) {
                assertThat(kills.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(waits.getInputStream().read()).isEqualTo(-1);
        }
        eventually(() -> endpoint.problem().isPresent());
        assertThat(endpoint.problem().orElseThrow().text())
                .isEqualTo("HTTP is interrupted, port " + port
                        + " is tried again: a thread ended: java.lang.OutOfMemoryError: on purpose");
        fatal = false;
        eventually(() -> answers(get("/report")));
        eventually(() -> endpoint.problem().isEmpty());
        assertThat(port(endpoint)).isEqualTo(port);

        endpoint.close();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void anAnswerThatHangsKeepsNeitherThePortNorItsClient() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        endpoint.close();
        endpoint = start(options("127.0.0.1", 0, 0, false), () -> {
            asked.countDown();
            await(over);
            return Samples.full();
        });
        try (Socket client = connect()) {
            client.getOutputStream().write("GET /report HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8));
            await(asked);

            endpoint.close();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(ours()).extracting(Thread::getName).containsExactly("parkwatch:" + port(endpoint));
        } finally {
            over.countDown();
        }
        eventually(() -> ours().isEmpty());
    }

    @Test
    void anErrorBeforeItHasAPortIsOneLine() {
        broken = true;

        assertThatThrownBy(() -> start(options("127.0.0.1", 0, 0, false)))
                .isInstanceOf(IOException.class)
                .hasMessage("no HTTP: java.lang.NoClassDefFoundError: on purpose");
    }

    @Test
    void aPortThatIsTakenMeanwhileIsAProblemUntilItIsFree() throws IOException {
        fatal = true;
        try (Socket kills = connect()) {
            assertThat(kills.getInputStream().read()).isEqualTo(-1);
        }
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket[] thief = new ServerSocket[1];
        eventually(() -> {
            thief[0] = new ServerSocket(port(endpoint), 1, loopback);
            return true;
        });

        eventually(() -> endpoint.problem().isPresent());
        assertThat(endpoint.problem().orElseThrow().text()).contains("port " + port(endpoint) + " is tried again");
        fatal = false;
        thief[0].close();
        eventually(() -> endpoint.problem().isEmpty());
    }

    /** Waits up to a minute, for busy machines. An exception counts as false. */
    private static void eventually(Callable<Boolean> condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (Exception e) {
                last = e;
            }
        }
        throw new AssertionError("not within a minute", last);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private long nanoTime() {
        if (broken && Thread.currentThread().getName().equals("parkwatch-http")) {
            throw new NoClassDefFoundError("on purpose");
        }
        if (fatal && Thread.currentThread().getName().startsWith("parkwatch:")) {
            throw new OutOfMemoryError("on purpose");
        }
        return System.nanoTime() + skew.get();
    }

    private static int port(Endpoint endpoint) {
        return URI.create(endpoint.url()).getPort();
    }

    private static Options options(String host, int firstPort, int lastPort, boolean exposeAll) {
        String ports = firstPort == lastPort ? Integer.toString(firstPort) : firstPort + "-" + lastPort;
        try {
            return OptionsParser.parse(
                    "host=" + host + ",port=" + ports + ",expose=" + (exposeAll ? "all" : "metrics"));
        } catch (OptionsException e) {
            throw new AssertionError(e);
        }
    }

    private Endpoint start(Options options) throws IOException {
        return start(options, () -> snapshot);
    }

    private Endpoint start(Options options, Supplier<@Nullable Snapshot> source) throws IOException {
        Endpoint started = Endpoint.start(options, new GivenLooks(source), metrics, this::nanoTime);
        open.add(started);
        return started;
    }

    private static List<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("parkwatch(-http|:\\d).*"))
                .toList();
    }

    private static boolean answers(String answer) {
        return answer.startsWith("HTTP/1.1 200 ");
    }

    private String get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(endpoint));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String send(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
