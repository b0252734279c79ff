// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.contract.Http;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.Threads;
import io.parkwatch.it.run.WatchedJvm;
import java.util.List;

class HoldersIT {
    /** On 21 a virtual thread that waits for a monitor, or sleeps in one, keeps its carrier. */
    private static final String CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=16";

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void eachWaitNamesTheThreadThatHoldsWhatItWaitsFor(Stage stage) {
        try (WatchedJvm jvm = stage.program(Holding.class).jvm(CARRIERS).start()) {

            // The JVM says of no virtual thread which monitor it wants before 25.
            boolean monitorKnown = !stage.virtual() || stage.jdk().release() >= 25;
            jvm.awaitReport(report -> {
                held(report, "locked", "sleeper", "waiting", "owner of the lock");
                if (monitorKnown) {
                    held(report, "entering", "keeper", "waiting", "owner of the monitor");
                    assertThat(holder(report, "enteringWherePolled").get("name").getAsString())
                            .isEqualTo("poller");
                }
                held(report, "signalled", "ringer", "waiting", "owner of the lock");
                assertThat(report.finding("signalled").text("summary"))
                        .endsWith(" that \"ringer\" holds"); // in one of two sentences: it may have been woken once
                assertThat(List.of("reader-1", "reader-2"))
                        .contains(String.valueOf(
                                holder(report, "writes").get("name").getAsString()));
                held(report, "joins", "worker", "stuck", "thread waited for");
                held(report, "asks", "runner", "stuck", "runner of the task");
                held(report, "closes", "pooled", "stuck", "worker of the executor");
                held(report, "closesForks", "fork", "stuck", "worker of the executor");
                assertThat(report.finding("closesNothing").json().has("holder")).isFalse();
                held(report, "waitsForATry", "debit-timed", "stuck", "owner of the lock");
                deadlocked(report, "orphaned", "writer", "ended", "owner of the lock");
                deadlocked(report, "upgrades", "upgrades", "stuck", "reader of the lock");
                deadlocked(report, "debit", "credit", "stuck", "owner of the lock");
                deadlocked(report, "credit", "debit", "stuck", "owner of the lock");
                assertThat(report.watched("deadlocked")).isEqualTo(4);
                assertThat(report.finding("debit").json().getAsJsonArray("circle"))
                        .hasSize(2);
                assertThat(report.finding("upgrades").json().getAsJsonArray("circle"))
                        .hasSize(1);
                assertThat(report.finding("orphaned").json().getAsJsonArray("endedBy"))
                        .hasToString("[\"interrupt\"]");
                assertThat(report.finding("locked").json().get("behind").getAsInt())
                        .isEqualTo(2);
                assertThat(report.finding("joins").text("root"))
                        .isEqualTo(report.finding("locked").text("fingerprint"));
            });
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void waitsForQueuedTasksNameTheWorkersOfThePool(Stage stage) throws Exception {
        try (WatchedJvm jvm = stage.program(Queueing.class).also("port=0").start()) {
            jvm.awaitReport(report -> {
                String queued = "worker of the pool that has the task in its queue";
                for (String method : List.of("asks", "joins", "joinsBoth")) {
                    held(report, method, "clerk", "stuck", queued);
                    assertThat(report.finding(method).text("root"))
                            .as(method)
                            .isEqualTo(report.finding("files").text("fingerprint"));
                }
                held(report, "asksWrapped", "wrapped", "waiting", queued);
                held(report, "joinsForked", "fork", "waiting", queued);
                held(report, "getsForked", "fork", "waiting", queued);
                held(report, "asksWhenDue", "clock", "waiting", queued);
                deadlocked(report, "starves", "starved", "stuck", queued);
                deadlocked(report, "waitsForTheOther", "two-2", "stuck", "runner of the task");
                deadlocked(report, "waitsForItsQueue", "two-1", "stuck", queued);
                for (String method : List.of("starves", "waitsForTheOther", "waitsForItsQueue")) {
                    assertThat(report.finding(method).json().has("root"))
                            .as(method)
                            .isFalse();
                }
                assertThat(report.finding("starves").text("summary"))
                        .contains(": the one thread of the pool whose queue was made at " + Queueing.class.getName()
                                + ".main(Queueing.java:")
                        .endsWith(" waits so, and 1 task is in its queue, a lambda of " + Queueing.class.getName());
                assertThat(report.finding("waitsForItsQueue").text("summary"))
                        .contains(": all 2 threads of the pool whose queue was made at " + Queueing.class.getName()
                                + ".starveTwo(Queueing.java:");
                held(report, "mayGrow", "growing", "stuck", queued);
                held(report, "mayTimeOut", "timed", "stuck", queued);
                held(report, "asksASpareThread", "spare", "stuck", queued);
                assertThat(report.finding("asks").text("summary"))
                        .endsWith(" on a FutureTask whose task is in the queue of a pool");
                for (String method : List.of("joinsEither", "joinsNothing", "asksTooEarly")) {
                    assertThat(report.finding(method).json().has("holder"))
                            .as(method)
                            .isFalse();
                }
                assertThat(report.watched("deadlocked")).isEqualTo(3);
            });
            WatchedJvm.await("the probe fails").untilAsserted(() -> {
                var answer = Http.get(Http.port(jvm), "/livez");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).startsWith("deadlocked: ");
            });
        }
    }

    private static void held(Report report, String method, String name, String state, String how) {
        assertThat(report.finding(method).text("verdict")).as(method).isEqualTo("stuck");
        JsonObject holder = holder(report, method);
        assertThat(holder.get("name").getAsString()).as(method).isEqualTo(name);
        assertThat(holder.get("state").getAsString()).as(method).isEqualTo(state);
        assertThat(holder.get("how").getAsString()).as(method).isEqualTo(how);
    }

    private static void deadlocked(Report report, String method, String name, String state, String how) {
        FindingView finding = report.finding(method);
        assertThat(finding.text("verdict")).as(method).isEqualTo("deadlocked");
        assertThat(finding.json().get("deadlocked").getAsInt()).as(method).isEqualTo(1);
        JsonObject holder = holder(report, method);
        assertThat(holder.get("name").getAsString()).as(method).isEqualTo(name);
        assertThat(holder.get("state").getAsString()).as(method).isEqualTo(state);
        assertThat(holder.get("how").getAsString()).as(method).isEqualTo(how);
    }

    private static JsonObject holder(Report report, String method) {
        JsonObject finding = report.finding(method).json();
        assertThat(finding.has("holder"))
                .as("%s has a holder: %s", method, finding)
                .isTrue();
        return finding.getAsJsonObject("holder");
    }

    /** Its agent looks once more than it needs to see what is stuck: a holder is named only when it was read twice. */
    @OnEachJdk
    void anAgentThatComesForOneReportNamesTheHoldersToo(Stage stage) {
        try (WatchedJvm jvm = stage.newestThreads()
                .program(Holding.class)
                .jvm(CARRIERS)
                .withoutAgent()
                .start()) {
            Report report = Report.parse(Cli.on(stage.jdk())
                    .run("report", "--json", jvm.pid(), "threshold=1s,interval=200ms")
                    .out());

            held(report, "locked", "sleeper", "waiting", "owner of the lock");
            held(report, "asks", "runner", "stuck", "runner of the task");
        }
    }

    @OnEachJdk(threads = {Threads.PLATFORM, Threads.VIRTUAL})
    void locksThatAreHandedOverInOneOrderAreNeverADeadlock(Stage stage) {
        try (WatchedJvm jvm = stage.program(HandingOver.class)
                .also("threshold=250ms,interval=50ms")
                .start()) {
            jvm.awaitReport(report -> assertThat(report.findings()).isNotEmpty());
            for (int i = 0; i < 20; i++) {
                Report report = jvm.settled(1);
                assertThat(report.json().getAsJsonObject("watched").has("deadlocked"))
                        .as("%s", report.json())
                        .isFalse();
            }
        }
    }
}
