// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.undo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

class UndoIT {
    private static final String OPTIONS = "threshold=200ms,interval=100ms,port=0";

    private static final String CHANNELS = ",channels=" + Visited.Pipe.class.getName() + "#send=sender;"
            + Visited.Line.class.getName() + "#push=sender";

    /** The exit code of the command line if something is stuck. */
    private static final int STUCK = 10;

    @OnEachJdk
    void everyWovenClassHasItsOwnBytesAgain(Stage stage) throws Exception {
        Launch launch = visited(stage);
        Path agent = agentJar(launch.folder().resolve("bytes.jar"));
        try (WatchedJvm jvm = launch.start()) {
            Visitor visitor = new Visitor(jvm);
            Map<String, String> before = steady(() -> bytes(visitor, agent, launch, "snapshot"));
            visitor.command("attach " + OPTIONS + CHANNELS);
            Map<String, String> during = bytes(visitor, agent, launch, "listen");
            visitor.command("detach");
            Map<String, String> heard = bytes(visitor, agent, launch, "heard");
            Map<String, String> after = bytes(visitor, agent, launch, "snapshot");

            Map<String, String> woven = new HashMap<>(during);
            woven.entrySet().removeAll(before.entrySet());
            assertThat(woven).containsKeys(expected(stage));
            assertThat(before).as("before").containsKeys(expected(stage));
            assertThat(heard).as("as the agent left them").containsAllEntriesOf(only(before, woven));
            assertThat(after).as("after").containsAllEntriesOf(before);
        }
    }

    /** For these classes the JVM has only the bytes with hooks. */
    @OnEachJdk(from = 21)
    void classesThatWereWovenAsTheyWereDefinedLoseTheirHooks(Stage stage) throws Exception {
        Launch launch = stage.program(Visited.class)
                .with(Path.of(System.getProperty("jox.oldest")))
                .afterFirstVirtual()
                .also(CHANNELS.substring(1));
        Path agent = agentJar(launch.folder().resolve("bytes.jar"));
        try (WatchedJvm jvm = launch.start()) {
            Visitor visitor = new Visitor(jvm);
            jvm.send("wire");
            jvm.awaitLine("wire");
            String[] woven = {
                "com.softwaremill.jox.Channel",
                SubmissionPublisher.class.getName(),
                Visited.Pipe.class.getName(),
                Visited.Wire.class.getName()
            };
            assertThat(hooked(bytes(visitor, agent, launch, "listen"))).contains(woven);

            visitor.command("detach");
            jvm.awaitErr("parkwatch: detached");
            assertThat(hooked(bytes(visitor, agent, launch, "heard")))
                    .as("as the agent left them")
                    .doesNotContain(woven);
        }
    }

    private static Set<String> hooked(Map<String, String> bytes) {
        return bytes.entrySet().stream()
                .filter(entry -> entry.getValue().endsWith(Bytes.HOOKED))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * The JVM rebuilds a class each time it is asked for its bytes. On 17 it takes some attempts until they stay the
     * same.
     */
    private static Map<String, String> steady(Callable<Map<String, String>> snapshot) {
        AtomicReference<Map<String, String>> last = new AtomicReference<>(Map.of());
        return WatchedJvm.await("the same bytes twice").until(snapshot, now -> now.equals(last.getAndSet(now)));
    }

    private static String[] expected(Stage stage) {
        return stage.jdk().release() < 21
                ? new String[] {
                    "java.lang.Thread",
                    "java.util.concurrent.SynchronousQueue",
                    Visited.Pipe.class.getName(),
                    Visited.Wire.class.getName()
                }
                : new String[] {
                    "java.util.concurrent.locks.LockSupport",
                    "java.lang.Thread$FieldHolder",
                    "java.util.concurrent.locks.LockSupport",
                    "java.util.concurrent.SynchronousQueue",
                    "com.softwaremill.jox.Channel",
                    Visited.Pipe.class.getName(),
                    Visited.Wire.class.getName()
                };
    }

    private static Map<String, String> only(Map<String, String> all, Map<String, String> keys) {
        Map<String, String> some = new HashMap<>(all);
        some.keySet().retainAll(keys.keySet());
        return some;
    }

    private static Launch visited(Stage stage) {
        return stage.program(Visited.class)
                .with(Path.of(System.getProperty("jox.oldest")))
                .withoutAgent();
    }

    /** Returns what the other agent writes, which it has done when the attach returns. */
    private static Map<String, String> bytes(Visitor visitor, Path agent, Launch launch, String what) throws Exception {
        Path file = launch.folder().resolve("bytes.txt");
        visitor.load(agent, what + " " + file);
        List<String> lines = Files.readAllLines(file);
        Files.delete(file);
        return lines.stream().map(line -> line.split(" ")).collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    /** The agent's class lies on the program's class path, where the JVM looks for it. */
    private static Path agentJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Agent-Class", Bytes.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    @OnEachJdk
    void nothingOfOursIsReachableAfterADetach(Stage stage) throws Exception {
        Launch launch = visited(stage);
        Path loaded = launch.folder().resolve("loaded.txt");
        launch.jvm("-XX:StartFlightRecording", "-Xlog:class+load:file=" + loaded);
        try (WatchedJvm jvm = launch.start()) {
            Cli cli = Cli.on(stage.jdk());
            assertThat(cli.run("attach", jvm.pid(), OPTIONS + CHANNELS).code()).isEqualTo(STUCK);
            String url = jvm.awaitErr("parkwatch: watching").replaceFirst(".*(http://.*)/$", "$1");
            for (String path : List.of("/metrics", "/report", "/")) {
                try (InputStream in = URI.create(url + path).toURL().openStream()) {
                    assertThat(in.readAllBytes()).as(path).isNotEmpty();
                }
            }
            jvm.send("wire");
            jvm.awaitLine("wire");
            WatchedJvm.await("the stuck sender on a wire").until(() -> {
                try (InputStream in = URI.create(url + "/report").toURL().openStream()) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .contains(Visited.Wire.class.getName() + '"');
                }
            });
            assertThat(cli.run("report", jvm.pid()).out()).contains("SynchronousQueue");
            WatchedJvm.await("an event in the recording")
                    .until(() -> Files.readString(loaded).contains(" io.parkwatch.changes.FindingEvent "));
            assertThat(cli.run("detach", jvm.pid()).code()).isZero();

            new Traces(stage, jvm).awaitNone();
            assertThatThrownBy(() -> URI.create(url + "/").toURL().openStream()).isInstanceOf(ConnectException.class);
        }
    }

    @OnEachJdk
    void nothingOfOursIsReachableAfterOneReport(Stage stage) throws Exception {
        try (WatchedJvm jvm = visited(stage).start()) {
            Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=200ms,interval=100ms");

            assertThat(report.code()).as(report.err()).isEqualTo(STUCK);
            new Traces(stage, jvm).awaitNone();
        }
    }

    @OnEachJdk
    void nothingOfOursIsReachableAfterAKilledCommand(Stage stage) throws Exception {
        // Runs both at once, since each waits for the end of a lease.
        try (WatchedJvm watched = visited(stage).named("watched").start();
                WatchedJvm reported = visited(stage).named("reported").start()) {
            killOnceThere(watched, Cli.on(stage.jdk()).start("watch", watched.pid(), OPTIONS));
            killOnceThere(reported, Cli.on(stage.jdk()).start("report", reported.pid(), "threshold=1h"));

            watched.awaitErr("parkwatch: detached");
            new Traces(stage, watched).awaitNone();
            reported.awaitErr("parkwatch: detached");
            new Traces(stage, reported).awaitNone();
        }
    }

    private static void killOnceThere(WatchedJvm jvm, WatchedJvm command) {
        try (command) {
            jvm.awaitErr("parkwatch: watching");
        }
    }
}
