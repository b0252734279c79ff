// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonArray;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which findings of a report somebody wants to see. Only findings are dropped: how many threads are stuck, and how many
 * findings the agent left out, stays as it was told.
 *
 * @param atLeast how old the oldest wait of a finding must be
 * @param roles those wanted; empty: all
 */
public record ReportFilter(Duration atLeast, Set<Role> roles) {

    public ReportFilter {
        roles = Set.copyOf(roles);
    }

    /** The same snapshot with the findings that match, in their order. */
    public Snapshot of(Snapshot s) {
        List<Finding> kept = s.findings().stream().filter(this::keeps).toList();
        return new Snapshot(
                s.agent(),
                s.jvm(),
                s.at(),
                s.lookSeconds(),
                s.problems(),
                s.watched(),
                kept,
                s.main(),
                s.totals(),
                s.findingsLeftOut(),
                s.proof(),
                s.unseen());
    }

    /**
     * The same report with the findings that match: all their fields as they came, those unknown here too. The text
     * itself, if all match.
     *
     * @throws ReportException as {@link ReportReader#read} has it, for what the choice depends on
     */
    public String json(String json) throws ReportException {
        Fields report = Fields.ofReport(json);
        List<Fields> all = report.objects("findings");
        JsonArray kept = new JsonArray();
        for (Fields finding : all) {
            if (keeps(FindingReader.role(finding), FindingReader.oldestSeconds(finding))) {
                kept.add(finding.json());
            }
        }
        if (kept.size() == all.size()) {
            return json;
        }
        report.json().add("findings", kept);
        return report.json().toString(); // numbers stay as they were written: Gson keeps their text
    }

    private boolean keeps(Finding finding) {
        return keeps(finding.role(), finding.oldestSeconds());
    }

    private boolean keeps(Role role, double seconds) {
        return (roles.isEmpty() || roles.contains(role))
                && seconds >= atLeast.toSeconds() + atLeast.toNanosPart() / 1e9;
    }
}
