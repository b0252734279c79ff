// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.page;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Stands between a browser and an agent, with whose answers it can do as it likes. */
final class Mirror implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final int agent;
    private HttpServer server;
    private volatile int status = 200;
    private volatile int stale;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile UnaryOperator<JsonObject> change = UnaryOperator.identity();

    Mirror(int agent) throws IOException {
        this.agent = agent;
        server = listen(0);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        made.createContext("/", this::answer);
        made.start();
        return made;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Answers questions for the report with this status. */
    void refuse(int code) {
        status = code;
    }

    /** Says that the last look is this old, and the next one overdue; 0 says nothing. */
    void stale(int seconds) {
        stale = seconds;
    }

    /** Returns how often the report was asked for. */
    int asked() {
        return asked.get();
    }

    void change(UnaryOperator<JsonObject> how) {
        change = how;
    }

    void vanish() {
        server.stop(0);
    }

    void comeBack() throws IOException {
        server = listen(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            HttpResponse<String> from = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent + path))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            boolean report = path.equals("/report");
            if (report) {
                asked.incrementAndGet();
            }
            int code = report ? status : from.statusCode();
            String body = !report
                    ? from.body()
                    : code == 200
                            ? change.apply(JsonParser.parseString(from.body()).getAsJsonObject())
                                    .toString()
                            : "ask again in a few seconds";
            from.headers()
                    .firstValue("Content-Security-Policy")
                    .ifPresent(policy -> exchange.getResponseHeaders().set("Content-Security-Policy", policy));
            from.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            if (report && stale > 0) {
                exchange.getResponseHeaders().set("Parkwatch-Stale", Integer.toString(stale));
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
