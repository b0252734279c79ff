// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Selects the findings of a report whose oldest wait is {@code atLeast} as old, and that have one of the roles; an
 * empty set means any. The numbers of stuck threads, and of findings that the agent left out, stay as reported.
 */
public record ReportFilter(Duration atLeast, Set<Role> roles) {

    public ReportFilter {
        roles = Set.copyOf(roles);
    }

    public Snapshot of(Snapshot s) {
        return s.toBuilder()
                .findings(s.findings().stream().filter(this::keeps).toList())
                .build();
    }

    /**
     * Returns a report that has these findings as it came, with its unknown fields, but for those that do not match.
     */
    public String json(String json, List<Finding> findings) {
        JsonObject report = JsonParser.parseString(json).getAsJsonObject();
        JsonArray kept = new JsonArray();
        for (int i = 0; i < findings.size(); i++) {
            if (keeps(findings.get(i))) {
                kept.add(report.getAsJsonArray("findings").get(i));
            }
        }
        if (kept.size() == findings.size()) {
            return json;
        }
        report.add("findings", kept);
        return report.toString(); // Gson keeps the text of numbers as it was written
    }

    private boolean keeps(Finding finding) {
        return (roles.isEmpty() || roles.contains(finding.role()))
                && finding.oldestSeconds() >= atLeast.toSeconds() + atLeast.toNanosPart() / 1e9;
    }
}
