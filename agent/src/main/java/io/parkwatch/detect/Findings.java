// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Observation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stuck waits of one look, gathered into findings. */
public final class Findings {
    /** Leaked, then senders, locks, waiters, receivers, then by count (contract). */
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::role)
            .thenComparing(Finding::count, Comparator.reverseOrder())
            .thenComparing(Finding::fingerprint);

    private final Detector detector;
    private final Map<String, Grouping> groups = new LinkedHashMap<>();

    public Findings(Detector detector) {
        this.detector = detector;
    }

    public void add(Classified.Stuck as, Observation wait) {
        groups.computeIfAbsent(as.fingerprint(), f -> new Grouping(as, detector.program()))
                .add(wait);
    }

    /** Worst first; {@code nanos}: now, on the clock of the observations. */
    public List<Finding> worstFirst(long nanos) {
        List<Finding> findings = new ArrayList<>();
        for (Grouping group : groups.values()) {
            findings.add(group.finding(nanos));
        }
        findings.sort(WORST_FIRST);
        return findings;
    }
}
