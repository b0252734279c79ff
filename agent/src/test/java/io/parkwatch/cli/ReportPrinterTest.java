// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.attach.AgentReply;
import io.parkwatch.attach.Status;
import io.parkwatch.cli.jvm.Failure;
import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.BlindSpots.Blind;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Phrases;
import io.parkwatch.report.ReportFilter;
import io.parkwatch.report.ReportJson;
import io.parkwatch.report.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {
    private static final BlindSpots ONE_KIND = new BlindSpots(
            List.of(new Blind("virtual_monitor", 3, "virtual threads in monitors: x")), List.of(), 0, null);

    private final StringWriter out = new StringWriter();

    @Test
    void nothingStuckIsZeroOnlyWhereAllWasSeen() throws Failure {
        assertThat(code(Samples.quiet())).isZero();
        assertThat(code(Samples.with(Samples.quiet(), ONE_KIND))).isEqualTo(4);
        assertThat(code(Samples.with(Samples.quiet(), new BlindSpots(List.of(), List.of(), 1, null))))
                .isEqualTo(4);
    }

    @Test
    void whatIsStuckIsToldByTheExitCodeWhateverWasNotSeen() throws Failure {
        assertThat(code(Samples.with(Samples.full(), ONE_KIND))).isEqualTo(10);
    }

    @Test
    void whatAFilterKeepsDecidesBetweenStuckAndNotSeen() throws Failure {
        ReportFilter locks = new ReportFilter(Duration.ZERO, Set.of(Role.LOCK));

        assertThat(code(Samples.with(Samples.full(), ONE_KIND), locks, Duration.ZERO))
                .isEqualTo(4);
        assertThat(code(Samples.full(), locks, Duration.ZERO)).isZero();
    }

    @Test
    void aStaleReportIsPrintedAsOneAndAFailure() {
        for (Snapshot s : List.of(Samples.quiet(), Samples.full())) {
            assertThatThrownBy(() -> code(s, all(), Duration.ofSeconds(26)))
                    .isInstanceOfSatisfying(
                            Failure.class, f -> assertThat(f.exitCode()).isEqualTo(1))
                    .hasMessageStartingWith("the agent's last look ended 26 s ago, and one is made every 5s");
        }
        assertThat(out.toString())
                .startsWith("What is stuck now is not known: the last look ended 26 s ago")
                .doesNotContain("Nothing is stuck");
    }

    @Test
    void theTitleOfEachFindingIsBoldWhereColoursAreWanted() throws Failure {
        for (Verdict verdict : Verdict.values()) {
            Finding finding =
                    Samples.leakedSender().toBuilder().verdict(verdict).build();
            Snapshot s = Samples.full().toBuilder().findings(List.of(finding)).build();

            print(s, all(), Duration.ZERO, true);

            assertThat(out.toString()).contains("\u001b[1m1. " + Phrases.verdict(verdict) + " sender  #");
        }
    }

    private int code(Snapshot s) throws Failure {
        return code(s, all(), Duration.ofSeconds(25));
    }

    private int code(Snapshot s, ReportFilter filter, Duration sinceLook) throws Failure {
        return print(s, filter, sinceLook, false);
    }

    private int print(Snapshot s, ReportFilter filter, Duration sinceLook, boolean colours) throws Failure {
        Status status = new Status(
                "1.0.0",
                false,
                false,
                Samples.AT,
                "60s",
                "5s",
                Duration.ofMinutes(2),
                Duration.ZERO,
                0,
                null,
                0,
                "",
                sinceLook,
                Duration.ofSeconds(5));
        Messages messages = new Messages(new PrintWriter(new StringWriter()), false);
        return ReportPrinter.print(
                new AgentReply(status, ReportJson.of(s)), filter, false, new PrintWriter(out), colours, messages);
    }

    private static ReportFilter all() {
        return new ReportFilter(Duration.ZERO, Set.of());
    }
}
