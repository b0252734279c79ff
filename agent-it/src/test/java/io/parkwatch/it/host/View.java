// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import com.sun.net.httpserver.HttpServer;
import io.parkwatch.it.run.Scene;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Prints what a program can see of its JVM, then waits for the test, then returns from its main method. */
final class View {
    private View() {}

    public static void main(String[] args) throws Exception {
        properties();
        threads();
        classes();
        httpServer();
        new Scene().play();
    }

    private static void properties() {
        Properties all = System.getProperties();
        Map<String, String> sorted = new TreeMap<>();
        all.stringPropertyNames().forEach(name -> sorted.put(name, all.getProperty(name)));
        sorted.forEach((name, value) -> System.out.println("property " + name + " = " + value.strip()));
    }

    private static void threads() {
        System.out.println("handler " + Thread.getDefaultUncaughtExceptionHandler());
        System.out.println("context "
                + Thread.currentThread().getContextClassLoader().getClass().getName());
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .map(thread -> "alive until the end: " + thread.getName())
                .sorted()
                .forEach(System.out::println);
    }

    /** Prints whether the program can see parts of the agent; it must not. */
    private static void classes() {
        for (String name : new String[] {
            "io.parkwatch.Agent",
            "io.parkwatch.options.Options",
            "io.parkwatch.support.Stderr",
            "io.parkwatch.look.Watcher",
            "io.parkwatch.detect.Detector",
            "io.parkwatch.finding.Finding",
            "net.bytebuddy.ByteBuddy",
            "net.bytebuddy.jar.asm.ClassReader",
            "io.micrometer.core.instrument.MeterRegistry",
            "io.prometheus.metrics.model.registry.PrometheusRegistry",
            "com.google.gson.Gson",
            "org.microhttp.EventLoop",
            "org.jspecify.annotations.Nullable"
        }) {
            System.out.println("class " + name + " " + isThere(name));
        }
        String service = "META-INF/services/io.micrometer.core.instrument.MeterRegistry";
        System.out.println("resource " + service + " " + ClassLoader.getSystemResource(service));
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * The JDK's server reads its settings once in a JVM. The program's settings apply only if the agent has not used it
     * before.
     */
    private static void httpServer() throws Exception {
        System.setProperty("sun.net.httpserver.maxReqHeaders", "3");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String headers = "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n";
        try (Socket socket =
                new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.println("five headers where three may be: "
                    + answer.lines().findFirst().orElse("closed"));
        }
        server.stop(0);
    }
}
