// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.parkwatch.it.run.Cli;
import io.parkwatch.it.run.FindingView;
import io.parkwatch.it.run.Launch;
import io.parkwatch.it.run.OnEachJdk;
import io.parkwatch.it.run.OnNewestJdk;
import io.parkwatch.it.run.Report;
import io.parkwatch.it.run.Stage;
import io.parkwatch.it.run.WatchedJvm;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tests {@code report} on JVMs with and without an agent. */
class ReportIT {
    private static final String QUICK = "threshold=1s,interval=200ms";

    @OnEachJdk
    void oneReportNamesAllThatWasStuckBeforeAndLeavesNothingBehind(Stage stage) {
        int many = stage.newestThreads().virtual() ? 1000 : 100;
        try (WatchedJvm jvm = stage.newestThreads()
                .program(StuckBefore.class)
                .args("" + many)
                .withoutAgent()
                .start()) {
            Cli.Ended text = Cli.on(stage.jdk()).run("report", jvm.pid(), QUICK);

            assertThat(text.code()).as("%s", text).isEqualTo(10);
            assertThat(text.err()).isEmpty();
            assertThat(text.out().lines().filter(line -> line.matches(".* for at least \\d+ s\\)")))
                    .hasSize(4);
            assertThat(text.out()).containsOnlyOnce("since before the agent came");
            assertThat(text.out()).startsWith(dotted(many + 10) + " of ").contains("Since         before the agent");
            assertThat(Listed.line(stage.jdk(), jvm)).endsWith(" -");
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s), for one report", "detached");

            long asked = System.nanoTime();
            Cli.Ended again = Cli.on(stage.jdk()).run("report", "--json", jvm.pid(), QUICK);
            assertThat(again.code()).as("%s", again).isEqualTo(10);
            assertThat(again.err()).isEmpty();
            atLeastSinceTheFirstLook(Report.parse(again.out()), many, (System.nanoTime() - asked) / 1e9);
        }
    }

    private static String dotted(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void atLeastSinceTheFirstLook(Report report, int many, double sinceAsked) {
        assertThat(report.json().get("schema").getAsInt()).isEqualTo(1);
        assertThat(report.json().getAsJsonObject("agent").get("attached").getAsBoolean())
                .isTrue();
        assertThat(report.problems()).isEmpty();
        assertThat(report.watched("stuck")).isEqualTo(many + 10);
        assertThat(report.findings())
                .extracting(finding -> finding.text("role") + " " + finding.text("operation") + " at "
                        + finding.waitsAtMethod() + " x" + finding.count())
                .containsExactlyInAnyOrder(
                        "sender put at send x" + (many / 4 + 3),
                        "receiver take at receive x" + (many / 4 + 3),
                        "lock lockInterruptibly at lock x" + (many / 4 + 2),
                        "waiter await at await x" + (many / 4 + 2));
        for (FindingView finding : report.findings()) {
            assertThat(finding.oldestSeconds()).as("age of %s", finding).isBetween(1.0, sinceAsked);
            assertThat(finding.threads()).hasSize(20).allSatisfy(thread -> {
                assertThat(thread.get("atLeast").getAsBoolean()).isTrue();
                assertThat(thread.get("seconds").getAsDouble()).isBetween(1.0, sinceAsked);
            });
            assertThat(finding.createdAt())
                    .as("not known of what was there before")
                    .isEmpty();
        }
    }

    @OnEachJdk
    void anAgentThatIsThereIsReadWithoutLoadingAnything(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class)
                .also("log=off")
                .jvm("-XX:-EnableDynamicAgentLoading")
                .start()) {
            jvm.awaitFindings(1);
            List<String> before = jvm.err();
            Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid(), "--json");

            assertThat(report.code()).as("%s", report).isEqualTo(10);
            assertThat(report.err()).isEmpty();
            JsonObject finding = Report.parse(report.out()).finding("send").json();
            assertThat(finding.has("createdAt"))
                    .as("the agent that saw the thread start")
                    .isTrue();
            assertThat(jvm.err()).isEqualTo(before);

            Cli.Ended other = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=2h");
            assertThat(other.code()).isEqualTo(10);
            assertThat(other.err().lines())
                    .containsExactly("parkwatch: pid " + jvm.pid()
                            + " is watched already (threshold 1s); its options stay: detach it first to change them");
            assertThat(jvm.err()).isEqualTo(before);
        }
    }

    @OnNewestJdk
    void neitherHasToListenAtAPort(Stage stage) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WatchedJvm jvm = stage.program(OneSender.class)
                        .options("threshold=1s,interval=200ms,report=report.json,port=" + taken.getLocalPort())
                        .start()) {
            jvm.awaitFindings(1);
            Cli.Ended report = Cli.on(stage.jdk()).run("report", jvm.pid());

            assertThat(report.code()).as("%s", report).isEqualTo(10);
            assertThat(report.out()).contains("1 of ", "Does not work here: ", "" + taken.getLocalPort());
        }
    }

    @OnNewestJdk
    void findingsAreChosenByAgeAndRoleAndTheExitCodeIsOfWhatIsKept(Stage stage) {
        try (WatchedJvm jvm = stage.program(StuckBefore.class).args("4").start()) {
            jvm.awaitFindings(4);
            Cli.Ended senders = Cli.on(stage.jdk()).run("report", jvm.pid(), "--json", "--role=sender,lock");
            assertThat(senders.code()).isEqualTo(10);
            assertThat(Report.parse(senders.out()).findings())
                    .extracting(finding -> finding.text("role"))
                    .containsExactly("sender", "lock");
            assertThat(senders.err())
                    .isEqualTo("parkwatch: 2 findings are left out by --min-age or --role, and not in the exit code\n");

            Cli.Ended old = Cli.on(stage.jdk()).run("report", "--min-age", "1h", jvm.pid());
            assertThat(old.code()).isZero();
            assertThat(old.out()).doesNotContain("1. stuck");
            assertThat(old.err()).startsWith("parkwatch: 4 findings are left out ");

            refused(stage, jvm, "--role=giver", "giver", "sender, lock, waiter, receiver");
            refused(stage, jvm, "--min-age=old", "--min-age", "old", "30s");
        }
    }

    @OnNewestJdk
    void aBadOptionIsToldBeforeTheProgramIsTouched(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            refused(stage, jvm, "treshold=1s", "treshold", "1s", "threshold, interval");
            refused(stage, jvm, "interval=0s", "interval", "0s", "30s");
            refused(stage, jvm, "--min-age=30s", "no wait is as old as --min-age 30s", "threshold=30s");
            refused(stage, jvm, "--jsn", "unknown option --jsn (do you mean --json?); see");
            assertThat(jvm.err()).isEmpty();
        }
    }

    @OnNewestJdk
    void nothingStuckIsASentenceAndExitCodeZero(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            jvm.release();
            Cli.Ended released = Cli.on(stage.jdk()).run("report", jvm.pid(), "threshold=200ms", "interval=100ms");
            assertThat(released.code()).as("%s", released).isZero();
            assertThat(released.out()).startsWith("Nothing is stuck: none of ");
            assertThat(jvm.alive()).isTrue();
        }
    }

    private static void refused(Stage stage, WatchedJvm jvm, String word, String... told) {
        Cli.Ended refused = Cli.on(stage.jdk()).run("report", jvm.pid(), word);
        assertThat(refused.code()).as("%s", refused).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err().lines()).hasSize(1);
        assertThat(refused.err()).startsWith("parkwatch: ").contains(told);
    }

    @OnNewestJdk
    void whatIsKeptStaysAndRelativePathsAreTheCommandsOwn(Stage stage) throws Exception {
        Launch launch = stage.program(OneSender.class);
        Path folder = Files.createDirectories(launch.folder().resolve("of the command"));
        Files.writeString(folder.resolve("own.properties"), "threshold=2s\ninterval=200ms\nport=off\n");
        try (WatchedJvm jvm = launch.withoutAgent().start()) {
            Cli.Ended kept = Cli.on(stage.jdk())
                    .in(folder)
                    .run("report", "--keep", jvm.pid(), "config=own.properties", "report=own-%p.json");

            assertThat(kept.code()).as("%s", kept).isEqualTo(10);
            assertThat(kept.out()).startsWith("1 of ").contains("(waiting for 2s or longer)", "every 200ms");
            assertThat(folder.resolve("own-" + jvm.pid() + ".json")).exists();
            assertThat(Listed.line(stage.jdk(), jvm)).contains(" since ");
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 2s)");

            Files.writeString(folder.resolve("own.properties"), "threshold=soon\n");
            Cli.Ended detached = Cli.on(stage.jdk()).run("detach", jvm.pid());
            assertThat(detached.code()).as("%s", detached).isZero();
            Cli.Ended bad = Cli.on(stage.jdk()).in(folder).run("report", jvm.pid(), "config=own.properties");
            assertThat(bad.code()).as("%s", bad).isEqualTo(2);
            assertThat(bad.err()).contains("threshold", "soon", "30s");
            assertThat(Listed.line(stage.jdk(), jvm)).endsWith(" -");
        }
    }

    @OnEachJdk
    void anAgentThatStaysTellsItsAddressAndTheListHasIt(Stage stage) {
        try (WatchedJvm jvm = stage.program(OneSender.class).withoutAgent().start()) {
            Cli.Ended kept = Cli.on(stage.jdk()).run("report", "--keep", jvm.pid(), QUICK + ",port=0");

            assertThat(kept.code()).as("%s", kept).isEqualTo(10);
            assertThat(kept.err())
                    .matches("parkwatch: the agent stays in pid " + jvm.pid() + " until `detach " + jvm.pid()
                            + "`, and tells at http://127\\.0\\.0\\.1:\\d+/\n");
            String url = kept.err().substring(kept.err().indexOf("http://")).strip();
            assertThat(jvm.agentLines()).containsExactly("watching (threshold 1s), " + url);
            assertThat(Listed.line(stage.jdk(), jvm)).endsWith(" " + url);
        }
    }
}
