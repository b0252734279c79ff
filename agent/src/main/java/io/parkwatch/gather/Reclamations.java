// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Threads that the collector took while they waited. Keeps the newest 50 of each finding for an hour (contract). */
public final class Reclamations {
    private static final long HOLD = 3_600_000_000_000L;
    private static final int MOST_EACH = 50;

    /** The most findings; threads of later ones are only counted. */
    private static final int MOST = 1_000;

    private final Map<String, Deque<ReclaimedThread>> byFingerprint = new HashMap<>();

    /** Adds a thread. Called in the order in which threads go. */
    public void add(ReclaimedThread gone) {
        String fingerprint = gone.as().fingerprint();
        if (byFingerprint.size() >= MOST && !byFingerprint.containsKey(fingerprint)) {
            return;
        }
        Deque<ReclaimedThread> of = byFingerprint.computeIfAbsent(fingerprint, f -> new ArrayDeque<>());
        if (of.size() == MOST_EACH) {
            of.removeFirst();
        }
        of.addLast(gone);
    }

    /**
     * Adds the threads of the last hour to their findings. {@code nanos} is now, on the clock of the observations.
     *
     * @return the number of threads
     */
    public int addTo(Findings findings, long nanos) {
        int kept = 0;
        for (Iterator<Deque<ReclaimedThread>> it = byFingerprint.values().iterator(); it.hasNext(); ) {
            Deque<ReclaimedThread> of = it.next();
            of.removeIf(gone -> nanos - gone.nanos() >= HOLD);
            if (of.isEmpty()) {
                it.remove();
            }
            of.forEach(findings::add);
            kept += of.size();
        }
        return kept;
    }
}
