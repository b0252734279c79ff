// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Selects the findings of a report. Only findings are dropped: the number of stuck threads, and of findings that the
 * agent left out, stays as reported.
 *
 * @param atLeast minimum age of the oldest wait of a finding
 * @param roles the wanted roles; empty for all
 */
public record ReportFilter(Duration atLeast, Set<Role> roles) {

    public ReportFilter {
        roles = Set.copyOf(roles);
    }

    /** Returns the same snapshot with the findings that match, in their order. */
    public Snapshot of(Snapshot s) {
        return s.toBuilder()
                .findings(s.findings().stream().filter(this::keeps).toList())
                .build();
    }

    /**
     * Returns the same report with the findings that match. All their fields stay as they came, unknown ones, too. If
     * all findings match, this is the text itself.
     *
     * @throws ReportException as {@link ReportReader#read}, but only for the fields that the selection reads
     */
    public String json(String json) throws ReportException {
        ReportBinding binding = new ReportBinding();
        JsonObject report = binding.parse(json);
        List<Row> rows = binding.bind(report, Rows.class).findings();
        JsonArray kept = new JsonArray();
        for (int i = 0; i < rows.size(); i++) {
            if (keeps(rows.get(i).role(), rows.get(i).oldestSeconds())) {
                kept.add(report.getAsJsonArray("findings").get(i));
            }
        }
        if (kept.size() == rows.size()) {
            return json;
        }
        report.add("findings", kept);
        return report.toString(); // Gson keeps the text of numbers as it was written
    }

    /** The state that the selection reads. */
    record Rows(List<Row> findings) {}

    record Row(Role role, double oldestSeconds) {}

    private boolean keeps(Finding finding) {
        return keeps(finding.role(), finding.oldestSeconds());
    }

    private boolean keeps(Role role, double seconds) {
        return (roles.isEmpty() || roles.contains(role))
                && seconds >= atLeast.toSeconds() + atLeast.toNanosPart() / 1e9;
    }
}
