// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.spring;

import io.parkwatch.api.Finding;
import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** The report of the agent's last look, and each finding of it. */
@Endpoint(id = "parkwatch")
public final class ParkwatchEndpoint {
    /**
     * Returns the report, as in its JSON Schema, behind a sentence about the agent; without one, the sentence alone.
     */
    @ReadOperation
    public Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", Parkwatch.status());
        Parkwatch.report().map(Report::fields).ifPresent(report::putAll);
        return report;
    }

    /** Returns one finding; nothing, which is status 404, if it is not in the report. */
    @ReadOperation
    public @Nullable Map<String, Object> finding(@Selector String fingerprint) {
        List<Finding> findings = Parkwatch.findings();
        return findings.stream()
                .filter(finding -> finding.fingerprint().equals(fingerprint))
                .map(Finding::fields)
                .findFirst()
                .orElse(null);
    }
}
