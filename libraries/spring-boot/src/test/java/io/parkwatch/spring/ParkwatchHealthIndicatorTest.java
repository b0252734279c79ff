// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.api.AgentStatus;
import io.parkwatch.api.Report;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ParkwatchHealthIndicatorTest {
    @Test
    void withoutAnAgentItIsUnknown() {
        Health health = new ParkwatchHealthIndicator().health();

        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).isEqualTo(Map.of("status", "no Parkwatch agent is in this JVM"));
    }

    @Test
    void anOldLookProvesNothingNow() {
        Health health = health(false, watched(2, 0, 2, List.of()));

        assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.getDetails()).isEqualTo(Map.of("status", "Parkwatch watches; it has not looked lately"));
    }

    @Test
    void aWaitThatIsOnlyLongLeavesItUp() {
        Health health = health(true, watched(7, 0, 0, List.of()));

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("stuck", 7)
                .containsEntry("leaked", 0)
                .containsEntry("deadlocked", 0)
                .containsEntry("at", "2026-11-24T11:00:00Z")
                .doesNotContainKeys("findings", "blind");
    }

    @Test
    void aProofMakesItDownAndIsNamed() {
        Map<String, Object> slow = finding("aaaa", "stuck", 0, 0);
        Map<String, Object> leaked = finding("bbbb", "leaked", 1, 0);
        Map<String, Object> circle = finding("cccc", "deadlocked", 0, 2);
        Health health = health(true, watched(9, 1, 2, List.of(leaked, circle, slow)));

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry(
                        "findings",
                        List.of(
                                Map.of("fingerprint", "bbbb", "verdict", "leaked", "summary", "s", "waitsAt", "w"),
                                Map.of(
                                        "fingerprint",
                                        "cccc",
                                        "verdict",
                                        "deadlocked",
                                        "summary",
                                        "s",
                                        "waitsAt",
                                        "w")));
    }

    @Test
    void aProofOutsideTheFindingsOfTheReportCountsToo() {
        assertThat(health(true, watched(9, 1, 0, List.of())).getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void whatIsNotSeenIsSaid() {
        Map<String, Object> fields = new HashMap<>(watched(0, 0, 0, List.of()));
        fields.put("blind", List.of(Map.of("what", "virtual", "threads", 3, "text", "virtual threads are not seen")));

        assertThat(health(true, fields).getDetails()).containsEntry("blind", List.of("virtual threads are not seen"));
    }

    private static Health health(boolean isFresh, Map<String, Object> report) {
        return ParkwatchHealthIndicator.of(
                "Parkwatch watches",
                Optional.of(new AgentStatus(Map.of("fresh", isFresh))),
                Optional.of(new Report(report)));
    }

    private static Map<String, Object> watched(
            int stuck, int leaked, int deadlocked, List<Map<String, Object>> findings) {
        return Map.of(
                "at",
                "2026-11-24T11:00:00Z",
                "watched",
                Map.of("stuck", stuck, "leaked", leaked, "deadlocked", deadlocked),
                "findings",
                findings);
    }

    private static Map<String, Object> finding(String fingerprint, String verdict, int leaked, int deadlocked) {
        return Map.of(
                "fingerprint",
                fingerprint,
                "verdict",
                verdict,
                "leaked",
                leaked,
                "deadlocked",
                deadlocked,
                "summary",
                "s",
                "waitsAt",
                "w");
    }
}
