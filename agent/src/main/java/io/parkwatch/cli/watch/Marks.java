// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Marks what has changed since the watch began. The page marks the same reports alike: see take() in page.js. */
final class Marks {
    private static final int MOST_ENDED = 50;

    private final Map<String, Row> known = new LinkedHashMap<>();
    private boolean hasBegun;

    /** Returns the findings of a report in its order, then those that have ended, the last to end first. */
    List<Row> rows(Snapshot s) {
        List<Row> rows = new ArrayList<>();
        for (Finding f : s.findings()) {
            Row before = known.remove(f.fingerprint());
            rows.add(
                    before == null
                            // A wait from before the agent's first look is not new, it has come of age.
                            ? new Row(f, f, hasBegun && !f.isAtLeast(), false)
                            : new Row(f, before.first, before.isNew || before.isEnded, false));
        }
        rows.addAll(ended(s));
        known.clear();
        rows.forEach(row -> known.put(row.f.fingerprint(), row));
        hasBegun = true;
        return rows;
    }

    private List<Row> ended(Snapshot s) {
        List<Row> now = new ArrayList<>();
        List<Row> before = new ArrayList<>();
        for (Row row : known.values()) {
            if (row.isEnded) {
                before.add(row);
            } else if (s.findingsLeftOut() == 0) { // otherwise it may be one of those
                now.add(new Row(row.f, row.first, row.isNew, true));
            }
        }
        now.addAll(before);
        return now.subList(0, Math.min(MOST_ENDED, now.size()));
    }

    /**
     * A finding as it is now, or as it was when it ended.
     *
     * @param first the finding when it was first seen
     */
    record Row(Finding f, Finding first, boolean isNew, boolean isEnded) {
        String mark() {
            if (isEnded) {
                return "ended";
            }
            if (f.verdict() != Verdict.STUCK && f.verdict() != first.verdict()) {
                return "proved now";
            }
            int more = f.count() - first.count();
            return isNew ? "new" : more > 0 ? "+" + Phrases.number(more) : "";
        }
    }
}
