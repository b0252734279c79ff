// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coreasync;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Compiled;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a core.async release with other methods or fields is reported in one line, and that all else is still
 * watched.
 */
class UnknownReleaseIT {
    private static final String PROGRAM = """
            package acme;
            import io.parkwatch.it.run.Scene;
            import java.util.concurrent.SynchronousQueue;
            import clojure.core.async.impl.channels.ManyToManyChannel;

            public class Program {
                public static void main(String[] args) throws Exception {
                    Scene scene = new Scene();
                    ManyToManyChannel channel = new ManyToManyChannel();
                    channel.put_BANG_("a", "handler");
                    System.out.println(channel.take_BANG_("handler"));
                    SynchronousQueue<String> queue = new SynchronousQueue<>();
                    scene.thread(() -> queue.put("a")).start();
                    scene.play();
                }
            }
            """;

    private static final String CHANNEL = """
            package clojure.core.async.impl.channels;
            import java.util.LinkedList;
            public class ManyToManyChannel {
                private final LinkedList<Object> waiting = new LinkedList<>();
                public Object put_BANG_(Object value, Object handler) {
                    waiting.add(handler);
                    %s
                    return null;
                }
                public Object take_BANG_(Object handler) {
                    waiting.add(handler);
                    return "taken";
                }
                public Object close_BANG_() {
                    return null;
                }
            }
            """;

    @TempDir
    private Path folder;

    @OnEachJdk(threads = Threads.PLATFORM)
    void oneThatQueuesInTwoPlacesIsLeftUnwoven(Stage stage) throws IOException {
        check(stage, CHANNEL.formatted("waiting.add(value);"), "it has no known clojure.core.async.impl.channels");
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void oneWithOtherFieldsIsNotRead(Stage stage) throws IOException {
        check(stage, CHANNEL.formatted(""), "java.lang.NoSuchFieldException: clojure.core.async.impl.channels");
    }

    private void check(Stage stage, String channel, String why) throws IOException {
        Path classes = Compiled.in(
                folder,
                Map.of(
                        "acme.Program", PROGRAM,
                        "clojure.core.async.impl.channels.ManyToManyChannel", channel));
        try (WatchedJvm jvm =
                stage.program("acme.Program", classes).with(Scene.class).start()) {
            jvm.awaitLine("taken");
            Report report = jvm.awaitFindings(1);
            assertThat(report.problems())
                    .containsExactly("this release of core.async is not known: its waits are not watched");
            assertThat(jvm.settled(3).findings()).hasSize(1);
            assertThat(jvm.agentLines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("watching (threshold 1s)"),
                            line -> assertThat(line)
                                    .startsWith("this release of core.async is not known, its waits are not watched: "
                                            + why));
            jvm.release();
        }
    }
}
