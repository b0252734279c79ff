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
 * Divides the suspects into batches if there are more than one trial takes. All threads that wait on one object stay
 * together, since each of them would hide the others.
 */
final class Batches {
    private final int most;
    private final Map<Integer, Set<Long>> together = new HashMap<>();
    private final List<Set<Long>> alone = new ArrayList<>();

    /** {@code most} is the number of threads in one batch; a larger group is a batch of its own. */
    Batches(int most) {
        this.most = most;
    }

    /**
     * Adds a thread. {@code blocker} is the identity hash of its blocker, 0 for none. Two objects with the same hash
     * form one group.
     */
    void add(long id, int blocker) {
        if (blocker == 0) {
            alone.add(Set.of(id));
        } else {
            together.computeIfAbsent(blocker, b -> new HashSet<>()).add(id);
        }
    }

    /** Returns the batches. Each id is in exactly one of them. */
    List<Set<Long>> all() {
        List<Set<Long>> groups = new ArrayList<>(together.values());
        groups.addAll(alone);
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
