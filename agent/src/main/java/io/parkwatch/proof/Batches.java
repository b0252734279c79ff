// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Divides the suspects into batches if there are more than one trial takes. */
final class Batches {
    private Batches() {}

    /**
     * Returns the ids of the suspects in batches. All threads that wait on one object stay together, since each of them
     * would hide the others. Two objects with the same hash form one group.
     *
     * @param most the number of threads in one batch; a larger group is a batch of its own
     */
    static List<Set<Long>> of(Suspects suspects, int most) {
        Map<Long, Set<Long>> byBlocker = new HashMap<>();
        suspects.forEach((thread, id, blocker, wait) -> {
            if (blocker == 0) {
                byBlocker.put(-id, Set.of(id));
            } else {
                byBlocker.computeIfAbsent((long) blocker, b -> new HashSet<>()).add(id);
            }
        });
        List<Set<Long>> groups = new ArrayList<>(byBlocker.values());
        // Threads that were started together most often hold each other.
        groups.sort(Comparator.comparingLong(Collections::min));
        List<Set<Long>> batches = new ArrayList<>();
        Set<Long> batch = new HashSet<>();
        for (Set<Long> group : groups) {
            if (!batch.isEmpty() && batch.size() + group.size() > most) {
                batches.add(batch);
                batch = new HashSet<>();
            }
            batch.addAll(group);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
