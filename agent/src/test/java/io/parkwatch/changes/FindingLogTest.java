// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingLogTest {
    private static final String AT = ", at com.acme.Worker.run(Unknown Source)";

    private long nanos;
    private final List<String> said = new ArrayList<>();
    private final FindingLog log = new FindingLog(() -> nanos) {
        @Override
        void say(String line) {
            said.add(line);
        }
    };

    @Test
    void aFindingThatBeginsGrowsAndEndsIsALineEach() {
        looked(with(2, 0, 0));
        looked(with(2, 0, 0));
        looked(with(19, 0, 0));
        assertThat(said()).containsExactly("finding #0000000000000007 is stuck: some wait" + AT);
        looked(with(20, 0, 0));
        looked(with(150, 0, 0));
        assertThat(said()).containsExactly("finding #0000000000000007 has grown tenfold: some wait" + AT);
        looked();
        looked();
        assertThat(said()).containsExactly("finding #0000000000000007 has ended (threads at most: 150)" + AT);
        looked(with(1, 0, 0));
        assertThat(said()).hasSize(1);
    }

    @Test
    void aProofIsALineOnce() {
        looked(with(2, 0, 0));
        looked(with(2, 0, 2));
        looked(with(2, 0, 2));
        looked(with(3, 1, 2));
        looked(with(3, 2, 1));
        assertThat(said())
                .containsExactly(
                        "finding #0000000000000007 is stuck: some wait" + AT,
                        "finding #0000000000000007 is proved deadlocked: some wait" + AT,
                        "finding #0000000000000007 is proved leaked: some wait" + AT);
    }

    @Test
    void whatTheCollectorTookHasEnded() {
        looked(with(2, 0, 0));
        looked(with(2, 0, 0).toBuilder()
                .verdict(Verdict.RECLAIMED)
                .counts(2, 0, 2)
                .build());
        assertThat(said()).hasSize(2).last().asString().contains(" has ended (");
    }

    @Test
    void aMinuteHasTenLinesAndThenACount() {
        List<Finding> many = Samples.many(25);
        log.looked(many);
        log.looked(List.of());
        assertThat(said()).hasSize(10);

        nanos += Duration.ofMinutes(1).toNanos();
        log.looked(List.of());
        assertThat(said())
                .containsExactly(
                        "findings: 40 more changes since the last such line; the report has all that are there");
        log.looked(many);
        assertThat(said()).hasSize(10);
    }

    @Test
    void namesOfThreadsStayOut() {
        looked(with(2, 0, 0).toBuilder()
                .sentences("2 threads wait in lock for a ReentrantLock that \"user \"7\" x\" holds", "")
                .build());
        assertThat(said())
                .containsExactly("finding #0000000000000007 is stuck: 2 threads wait in lock for a ReentrantLock that"
                        + " another thread holds" + AT);
    }

    private void looked(Finding... findings) {
        log.looked(List.of(findings));
    }

    private static Finding with(int count, int leaked, int deadlocked) {
        return Samples.finding(7, Role.LOCK, count, leaked).toBuilder()
                .sentences("some wait", "")
                .deadlocked(deadlocked, List.of())
                .build();
    }

    /** Returns the lines since the last call. */
    private List<String> said() {
        List<String> lines = List.copyOf(said);
        said.clear();
        return lines;
    }
}
