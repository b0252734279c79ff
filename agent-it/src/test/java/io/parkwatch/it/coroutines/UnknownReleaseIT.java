// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.coroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.it.run.Cli;
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
 * Tests that a kotlinx.coroutines release with other methods or fields is reported in one line, and that all else is
 * still watched.
 */
class UnknownReleaseIT {
    private static final String PROGRAM = """
            package kotlinx.coroutines;
            import io.parkwatch.it.run.Scene;
            import java.util.concurrent.SynchronousQueue;
            import kotlinx.coroutines.channels.BufferedChannel;

            public class Program {
                public static void main(String[] args) throws Exception {
                    Scene scene = new Scene();
                    System.out.println(new BufferedChannel().suspend());
                    SynchronousQueue<String> queue = new SynchronousQueue<>();
                    scene.thread(() -> queue.put("a")).start();
                    scene.play();
                }
            }
            """;

    @TempDir
    private Path folder;

    @OnEachJdk(threads = Threads.PLATFORM)
    void oneWithOtherMethodsIsLeftUnwoven(Stage stage) throws IOException {
        check(stage, """
                package kotlinx.coroutines.channels;
                public class BufferedChannel {
                    public String suspend() { return "suspended"; }
                }
                """);
    }

    @OnEachJdk(threads = Threads.PLATFORM)
    void oneWithOtherFieldsIsNotRead(Stage stage) throws IOException {
        check(stage, """
                package kotlinx.coroutines.channels;
                import kotlinx.coroutines.Waiter;
                public class BufferedChannel {
                    public BufferedChannel() { this(0, null); }
                    public BufferedChannel(int capacity, kotlin.jvm.functions.Function1 undelivered) {}
                    public String suspend() {
                        prepareSenderForSuspension(null, null, 0);
                        prepareReceiverForSuspension(null, null, 0);
                        return "suspended";
                    }
                    private final void prepareSenderForSuspension(Waiter waiter, ChannelSegment segment, int i) {}
                    private final void prepareReceiverForSuspension(Waiter waiter, ChannelSegment segment, int i) {}
                }
                """);
    }

    private void check(Stage stage, String channel) throws IOException {
        Path classes = Compiled.in(
                folder,
                Map.of(
                        "kotlinx.coroutines.Program", PROGRAM,
                        "kotlinx.coroutines.Waiter", "package kotlinx.coroutines; public interface Waiter {}",
                        "kotlin.jvm.functions.Function1", "package kotlin.jvm.functions; public interface Function1 {}",
                        "kotlinx.coroutines.channels.ChannelSegment",
                                "package kotlinx.coroutines.channels; public class ChannelSegment {}",
                        "kotlinx.coroutines.channels.BufferedChannel", channel));
        try (WatchedJvm jvm = stage.program("kotlinx.coroutines.Program", classes)
                .with(Scene.class)
                .start()) {
            jvm.awaitLine("suspended");
            Report report = jvm.awaitFindings(1);
            assertThat(report.problems())
                    .containsExactly("this release of kotlinx.coroutines is not known: its waits are not watched");
            assertThat(jvm.settled(3).findings()).hasSize(1);
            assertThat(report.json().getAsJsonArray("blind"))
                    .hasToString("[{\"what\":\"coroutine\",\"threads\":0,"
                            + "\"text\":\"coroutines: this release of kotlinx.coroutines is not known\"}]");
            assertThat(jvm.agentLines())
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("watching (threshold 1s)"),
                            line -> assertThat(line)
                                    .startsWith("this release of kotlinx.coroutines is not known, its waits are not"
                                            + " watched: "));
            jvm.release();
            jvm.awaitFindings(0);
            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid());
            assertThat(text.code()).as("%s", text).isEqualTo(4);
            assertThat(text.out())
                    .startsWith("Nothing that Parkwatch sees is stuck; coroutines are not seen: this release of"
                            + " kotlinx.coroutines is not known");
        }
    }
}
