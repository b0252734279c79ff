// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.pools.StuckTasks;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Row;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Table;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/** Tests that {@code attach} brings an agent that stays, and that {@code detach} removes it. */
class AttachIT {
    /** The lines that the JDK prints for each command that loads an agent, from 21 on. README and docs quote them. */
    private static final List<String> WARNINGS = List.of(
            "WARNING: A Java agent has been loaded dynamically (",
            "WARNING: If a serviceability tool is in use, please run with -XX:+EnableDynamicAgentLoading to hide",
            "WARNING: If a serviceability tool is not in use, please run with -Djdk.instrument.traceUsage for",
            "WARNING: Dynamic loading of agents will be disallowed by default in a future release");

    /** The interval is ten minutes, so no second look comes by itself. */
    @OnNewestJdk
    void whatTheFirstLookSawIsLookedAtAgainAfterTheThreshold(Stage stage) {
        try (WatchedJvm jvm = stage.newestThreads()
                .program(StuckBefore.class)
                .args("4")
                .withoutAgent()
                .start()) {
            Cli.Ended attached = Cli.on(stage.jdk()).run("attach", jvm.pid(), "threshold=1s,interval=10m,port=off");
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            assertThat(attached.out()).startsWith("14 of ");
        }
    }

    @OnEachJdk
    void theAgentReportsStaysAndGoesAgain(Stage stage) throws Exception {
        Cli cli = Cli.on(stage.jdk());
        try (WatchedJvm jvm = stage.newestThreads()
                .program(StuckBefore.class)
                .args("4")
                .withoutAgent()
                .start()) {
            Cli.Ended attached = cli.run("attach", jvm.pid(), "threshold=1s,interval=200ms", "port=0");
            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            assertThat(attached.out()).startsWith("14 of ").contains("since before the agent came");
            assertThat(attached.err())
                    .contains(
                            "attached to pid " + jvm.pid() + " (" + StuckBefore.class.getName() + "): hooks are woven")
                    .contains("paused the program once")
                    .contains("it stays until `detach " + jvm.pid() + "`, and tells at http://127.0.0.1:");
            warned(stage, jvm);
            assertThat(Listed.line(stage.jdk(), jvm)).contains(" since ");

            whoGetsStuckNowIsKnownExactly(jvm, url(jvm));

            Cli.Ended again = cli.run("attach", jvm.pid(), "threshold=2h");
            assertThat(again.code()).as("%s", again).isEqualTo(10);
            assertThat(again.out()).startsWith("15 of ");
            assertThat(again.err())
                    .contains("is watched already, since ", "(threshold 1s); its options stay: detach it first");

            Cli.Ended detached = cli.run("detach", jvm.pid());
            assertThat(detached.code()).as("%s", detached).isZero();
            assertThat(detached.err()).isEqualTo("parkwatch: detached from pid " + jvm.pid() + "\n");
            assertThat(Listed.line(stage.jdk(), jvm)).endsWith(" -");
            assertThat(jvm.agentLines()).hasSize(2).last().isEqualTo("detached");
            jvm.release();

            Cli.Ended anew = cli.run("attach", jvm.pid(), "threshold=200ms,interval=100ms,port=off");
            assertThat(anew.code()).as("%s", anew).isZero();
            assertThat(anew.out()).startsWith("Nothing is stuck");
        }
    }

    private static void warned(Stage stage, WatchedJvm jvm) {
        List<String> warnings =
                jvm.err().stream().filter(line -> line.startsWith("WARNING")).toList();
        if (stage.jdk().release() < 21) {
            assertThat(warnings).isEmpty();
            return;
        }
        assertThat(warnings).hasSize(WARNINGS.size());
        for (int i = 0; i < WARNINGS.size(); i++) {
            assertThat(warnings.get(i)).startsWith(WARNINGS.get(i));
        }
    }

    private static void whoGetsStuckNowIsKnownExactly(WatchedJvm jvm, String url) throws IOException {
        jvm.send("more");
        jvm.awaitLine("more");
        FindingView[] found = new FindingView[1];
        WatchedJvm.await("the finding")
                .untilAsserted(
                        () -> found[0] = Report.parse(get(url + "report")).finding("more"));
        JsonObject thread = found[0].threads().get(0);
        assertThat(thread.has("atLeast")).as("only at least: %s", thread).isFalse();
        assertThat(FindingView.method(found[0].createdAt().get(0))).isEqualTo("more");
        assertThat(FindingView.method(found[0].channelCreatedAt().get(0))).isEqualTo("more");
        assertThat(get(url + "metrics")).contains("parkwatch_stuck_threads{");
    }

    private static String url(WatchedJvm jvm) {
        return jvm.awaitErr("parkwatch: watching").replaceFirst(".*(http://.*/)$", "$1");
    }

    private static String get(String url) throws IOException {
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** From 21 on, most platform threads are seen when they are created, which is at the same place here. */
    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void whereThreadsStartIsKnownFromThenOn(Stage stage) {
        Launch launch = stage.program(StuckTasks.class).args("tasks").withoutAgent();
        try (WatchedJvm jvm = launch.start()) {
            Cli cli = Cli.on(stage.jdk());
            Path report = launch.folder().resolve("report.json");
            Cli.Ended attached =
                    cli.run("attach", jvm.pid(), "threshold=1s,interval=200ms", "port=off", "report=" + report);
            assertThat(attached.code()).as("%s", attached).isZero();
            jvm.send("tasks");
            jvm.awaitLine("tasks");

            Table.found(
                    stage,
                    jvm,
                    stuck("fixed"),
                    stuck("cached"),
                    stuck("scheduled"),
                    stuck("perTask"),
                    stuck("forkJoin"),
                    stuck("common"),
                    stuck("unpooled"),
                    stuck("run").started("ownClass").made("ownClass"));
            jvm.release();
            jvm.awaitNoFindings();
        }
    }

    private static Row stuck(String method) {
        return Row.at(method).sender("put").on(ArrayBlockingQueue.class).bounded(1, 1);
    }

    @OnNewestJdk
    void theJvmPrintsNoWarningWhereAgentsAreAllowed(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .withoutAgent()
                .jvm("-XX:+EnableDynamicAgentLoading")
                .start()) {
            Cli.Ended attached =
                    Cli.on(stage.jdk()).run("attach", jvm.pid(), "threshold=200ms,interval=100ms,port=off,log=off");

            assertThat(attached.code()).as("%s", attached).isEqualTo(10);
            assertThat(jvm.err()).containsExactly("parkwatch: watching (threshold 200ms)");
        }
    }

    @OnNewestJdk
    void nothingIsDoneToAJvmThatNobodyWatches(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            Cli.Ended detached = Cli.on(stage.jdk()).run("detach", jvm.pid());

            assertThat(detached.code()).isZero();
            assertThat(detached.err()).isEqualTo("parkwatch: pid " + jvm.pid() + " is not watched\n");
            assertThat(jvm.err()).isEmpty();
        }
    }
}
