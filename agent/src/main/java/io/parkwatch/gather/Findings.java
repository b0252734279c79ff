// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Detector;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the stuck waits of one look into findings. */
public final class Findings {
    private final Detector detector;
    private final Map<String, Grouping> groups = new LinkedHashMap<>();

    public Findings(Detector detector) {
        this.detector = detector;
    }

    /** {@code cause} is null if the wait's holder is not known. */
    public void add(Classification.Stuck as, Observation wait, @Nullable Cause cause) {
        groups.computeIfAbsent(as.fingerprint(), f -> new Grouping(as, detector))
                .add(as.waitsAt(), wait, cause);
    }

    /** Adds a thread that the collector took while it waited. */
    public void add(ReclaimedThread taken) {
        groups.computeIfAbsent(taken.as().fingerprint(), f -> new Grouping(taken.as(), detector))
                .add(taken);
    }

    /**
     * Returns the findings, worst first, but each root directly before its consequences. {@code nanos} is now, on the
     * clock of the observations.
     */
    public List<Finding> worstFirst(long nanos) {
        List<Finding> findings = new ArrayList<>();
        for (Grouping group : groups.values()) {
            findings.add(group.finding(nanos));
        }
        if (findings.size() > 1) {
            findings.sort(Findings::worstFirst);
        }
        return Forest.rootsFirst(findings, groups);
    }

    /** Compares by verdict, leaked first; then senders, locks, waiters, receivers; then by count (contract). */
    private static int worstFirst(Finding a, Finding b) {
        int order = a.verdict().compareTo(b.verdict());
        order = order != 0 ? order : a.role().compareTo(b.role());
        order = order != 0 ? order : Integer.compare(b.count(), a.count());
        return order != 0 ? order : a.fingerprint().compareTo(b.fingerprint());
    }
}
