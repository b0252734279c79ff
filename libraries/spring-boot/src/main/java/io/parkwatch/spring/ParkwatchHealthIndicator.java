// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import io.parkwatch.api.AgentStatus;
import io.parkwatch.api.Finding;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if threads are proved to wait for ever, up if not, and unknown as long as no agent has looked. A wait that is
 * only long is no proof.
 */
public final class ParkwatchHealthIndicator implements HealthIndicator {
    /** How many findings the details name. */
    private static final int NAMED = 5;

    @Override
    public Health health() {
        return of(Parkwatch.status(), Parkwatch.agent(), Parkwatch.report());
    }

    static Health of(String status, Optional<AgentStatus> agent, Optional<Report> last) {
        if (agent.isEmpty() || last.isEmpty() || !agent.get().fresh()) {
            String sentence = agent.isEmpty() ? status : status + "; it has not looked lately";
            return Health.unknown().withDetail("status", sentence).build();
        }
        Report report = last.get();
        List<Finding> proved = report.findings().stream()
                .filter(finding -> finding.leaked() + finding.deadlocked() > 0)
                .toList();
        boolean isProved = !proved.isEmpty() || report.watched("leaked") + report.watched("deadlocked") > 0;
        Health.Builder health = isProved ? Health.down() : Health.up();
        health.withDetail("status", status).withDetail("at", report.at().toString());
        for (String what : List.of("stuck", "leaked", "deadlocked")) {
            health.withDetail(what, report.watched(what));
        }
        if (!report.blind().isEmpty()) {
            health.withDetail(
                    "blind", report.blind().stream().map(Report.Blind::text).toList());
        }
        if (isProved) {
            health.withDetail(
                    "findings",
                    proved.stream()
                            .limit(NAMED)
                            .map(ParkwatchHealthIndicator::line)
                            .toList());
        }
        return health.build();
    }

    private static Map<String, String> line(Finding finding) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("fingerprint", finding.fingerprint());
        line.put("verdict", finding.verdict());
        line.put("summary", finding.summary());
        line.put("waitsAt", finding.waitsAt());
        return line;
    }
}
