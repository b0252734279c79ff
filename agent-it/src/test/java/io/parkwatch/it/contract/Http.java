// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends requests to the endpoint of a watched JVM. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    /** Returns the port that the agent printed. */
    public static int port(WatchedJvm jvm) {
        String line = jvm.awaitErr("parkwatch: watching");
        return Integer.parseInt(line.replaceFirst(".*:(\\d+)/$", "$1"));
    }

    /** Returns the body of what is at an address. */
    public static String body(String url) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(port, path, "GET");
    }

    static HttpResponse<String> send(int port, String path, String method, String... headers)
            throws IOException, InterruptedException {
        return CLIENT.send(request(port, path, method, headers), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> bytes(int port, String path, String... headers)
            throws IOException, InterruptedException {
        return CLIENT.send(request(port, path, "GET", headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(int port, String path, String method, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    /** Returns the ended stuck waits of a finding as in {@code /metrics}, or null if there is no such series. */
    public static @Nullable String ended(WatchedJvm jvm, String fingerprint) throws IOException, InterruptedException {
        return value(jvm, "parkwatch_finding_ended_total{fingerprint=\"" + fingerprint + "\",role=");
    }

    /** Returns the value of the first series that begins so, or null if there is none. */
    static @Nullable String value(WatchedJvm jvm, String series) throws IOException, InterruptedException {
        return get(port(jvm), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .findAny()
                .orElse(null);
    }

    /**
     * Sends exactly these bytes and returns the answer. The agent closes the connection, by itself or for
     * {@code Connection: close}.
     */
    static String raw(int port, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String getWithHost(int port, String host) throws IOException {
        return raw(port, "GET /report HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
