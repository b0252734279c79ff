// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.ReportReader;
import io.parkwatch.report.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final Agent agent = new Agent();
    private final Deque<TerminalScreen.Key> keys = new ArrayDeque<>();
    private final List<String> seen = new ArrayList<>();
    private long nanos;

    @Test
    void itAsksEverySecondUntilSomebodyQuits() throws Exception {
        press(TerminalScreen.Key.NONE, TerminalScreen.Key.NONE, TerminalScreen.Key.QUIT);

        loop().run(view());

        assertThat(agent.asked).isEqualTo(3);
        assertThat(seen).containsExactly("show", "show", "show");
        assertThat(nanos).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aKeyDrawsAllAgainAndDoesNotAsk() throws Exception {
        press(TerminalScreen.Key.OTHER, TerminalScreen.Key.OTHER, TerminalScreen.Key.QUIT);

        loop().run(view());

        assertThat(agent.asked).isEqualTo(1);
        assertThat(seen).containsExactly("show", "forget", "show", "forget", "show");
    }

    @Test
    void beforeTheFirstLookNoReportIsAskedFor() throws Exception {
        agent.status = WatchSamples.status(Duration.ofMillis(-1), Duration.ofSeconds(60), 0);
        press(TerminalScreen.Key.QUIT);

        loop().run(view());

        assertThat(seen).containsExactly("show nothing");
    }

    @Test
    void anAnswerThatIsMissingOnceIsNoEnd() throws Exception {
        agent.failsFrom = 2;
        agent.failsTo = 3;
        press(
                TerminalScreen.Key.NONE,
                TerminalScreen.Key.NONE,
                TerminalScreen.Key.NONE,
                TerminalScreen.Key.NONE,
                TerminalScreen.Key.QUIT);

        loop().run(view());

        assertThat(agent.asked).isEqualTo(5);
    }

    @Test
    void theEndOfTheJvmEndsItWithALine() {
        agent.failsFrom = 2;

        assertThatThrownBy(() -> loop().run(view()))
                .hasMessage(
                        "com.acme.Shop, pid 4711 on shop-7, JDK 21.0.9 is not watched any more, last seen at 11:00:00"
                                + " UTC: no JVM has the pid 4711")
                .isInstanceOfSatisfying(
                        Failure.class, f -> assertThat(f.exitCode()).isEqualTo(3));
        assertThat(agent.asked).isEqualTo(4);
    }

    @Test
    void aJvmThatCannotBeReachedSaysSoAtOnce() {
        agent.failsFrom = 1;

        assertThatThrownBy(() -> loop().run(view())).hasMessage("no JVM has the pid 4711");
        assertThat(seen).isEmpty();
    }

    @Test
    void aReportThatIsNoneSaysWhatToUse() {
        agent.report = "{}";

        assertThatThrownBy(() -> loop().run(view())).hasMessageContaining("use the parkwatch.jar");
    }

    @Test
    void linesGoOutAtOnceAndOnlyForChanges() throws Exception {
        StringWriter out = new StringWriter();
        agent.failsFrom = 4;

        assertThatThrownBy(() -> loop().run(lines(new PrintWriter(out)))).isInstanceOf(Failure.class);

        assertThat(out.toString().lines()).hasSize(2).first().asString().contains("watching com.acme.Shop");
    }

    @Test
    void asJsonEachNewReportIsALine() throws Exception {
        StringWriter out = new StringWriter();
        agent.failsFrom = 4;
        WatchReports reports = new WatchReports(agent, new PrintWriter(out)) {
            @Override
            public TerminalScreen.Key pause(Duration atMost) {
                agent.report = agent.asked == 2 ? agent.report + " " : agent.report;
                sleep(atMost);
                return TerminalScreen.Key.NONE;
            }
        };

        assertThatThrownBy(() -> new Watch(reports, () -> nanos).run(reports)).isInstanceOf(Failure.class);

        assertThat(out.toString().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(ReportReader.read(line).findings()).isNotEmpty());
    }

    @Test
    void itEndsWhenNobodyReadsThePipe() throws Exception {
        PrintWriter out = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                setError();
            }
        };

        loop().run(lines(out));

        assertThat(agent.asked).isEqualTo(1);
    }

    private Watch loop() {
        return new Watch(agent, () -> nanos);
    }

    private void press(TerminalScreen.Key... pressed) {
        keys.addAll(List.of(pressed));
    }

    private void sleep(Duration time) {
        nanos += time.toNanos();
    }

    private WatchLines lines(PrintWriter out) {
        return new WatchLines(out) {
            @Override
            public TerminalScreen.Key pause(Duration atMost) {
                sleep(atMost);
                return TerminalScreen.Key.NONE;
            }
        };
    }

    private WatchView view() {
        return new WatchView() {
            @Override
            public boolean show(@Nullable Snapshot snapshot, Status status) {
                seen.add(snapshot == null ? "show nothing" : "show");
                return true;
            }

            @Override
            public void forget() {
                seen.add("forget");
            }

            @Override
            public TerminalScreen.Key pause(Duration atMost) {
                TerminalScreen.Key key = keys.isEmpty() ? TerminalScreen.Key.NONE : keys.remove();
                if (key == TerminalScreen.Key.NONE) {
                    sleep(atMost);
                }
                return key;
            }
        };
    }

    private static final class Agent implements ReplySource {
        private Status status = WatchSamples.settled();
        private String report = ReportJson.of(WatchSamples.at("2026-11-24T11:00:00Z", Samples.leakedSender()));
        private int failsFrom = Integer.MAX_VALUE;
        private int failsTo = Integer.MAX_VALUE;
        private int asked;

        @Override
        public AgentReply reply() throws Failure {
            asked++;
            if (asked >= failsFrom && asked <= failsTo) {
                throw Failure.unreachable("no JVM has the pid 4711");
            }
            return new AgentReply(status, status.watched().isNegative() ? null : report);
        }
    }
}
