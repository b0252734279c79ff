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

/**
 * Shares suspects out where they are more than one trial takes: whole groups that wait on one object, since each of
 * them would hide the others.
 */
final class Batches {
    private final int most;
    private final Map<Integer, Set<Long>> together = new HashMap<>();
    private final List<Set<Long>> alone = new ArrayList<>();

    /** {@code most}: threads of one batch; a larger group is a batch of its own. */
    Batches(int most) {
        this.most = most;
    }

    /** {@code blocker}: identity hash of what it is parked by, 0: nothing. Two objects of one hash are one group. */
    void add(long id, int blocker) {
        if (blocker == 0) {
            alone.add(Set.of(id));
        } else {
            together.computeIfAbsent(blocker, b -> new HashSet<>()).add(id);
        }
    }

    /** Each id is in one of them. */
    List<Set<Long>> all() {
        List<Set<Long>> groups = new ArrayList<>(together.values());
        groups.addAll(alone);
        // Threads that were started together are those that most often hold each other.
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
