// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the stuck waits that ended since the last look because their thread went on. A quiet consumer's waits end so,
 * a leak's never. A wait is identified by its entry, not by its thread, and this holds no reference to a thread. For
 * the watcher's thread only.
 */
public final class Ends {
    private List<StuckWait> before = new ArrayList<>();
    private int number;

    /**
     * A wait that continues under another entry: a call in its next slice, a thread reported by the coroutine that
     * blocks it, or a select in its next channel.
     */
    private record Place(long id, String fingerprint) {
        @Override
        public boolean equals(@Nullable Object other) { // not the generated one: docs/decisions/0009
            return other instanceof Place place && id == place.id && fingerprint.equals(place.fingerprint);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(id) + fingerprint.hashCode();
        }
    }

    /** Drops the waits of the last look: their end can't be determined. */
    public void forget() {
        before = new ArrayList<>();
    }

    /**
     * Returns how many waits of each fingerprint ended since the last call. Waits that the collector reclaimed do not
     * count.
     *
     * @param old all old waits of this look
     * @param reclaimed the waits that the collector reclaimed
     */
    public Map<String, Integer> count(List<OldWait> old, List<StuckWait> reclaimed) {
        number++;
        List<StuckWait> now = new ArrayList<>();
        Set<Place> came = new HashSet<>();
        for (OldWait wait : old) {
            StuckWait stuck = wait.stuck();
            if (stuck != null) {
                if (stuck.countedAt != number - 1) {
                    addPlaces(stuck, came);
                }
                stuck.countedAt = number;
                now.add(stuck);
            }
        }
        for (StuckWait wait : reclaimed) {
            wait.lose();
        }
        Map<String, Integer> ended = new HashMap<>();
        for (StuckWait stuck : before) {
            if (stuck.countedAt != number && !stuck.isLost() && !goesOn(stuck, came)) {
                ended.merge(stuck.is().fingerprint(), 1, Integer::sum);
            }
        }
        before = now;
        return ended;
    }

    private static void addPlaces(StuckWait stuck, Set<Place> came) {
        long thread = stuck.observation().threadId();
        if (!stuck.observation().coroutine()) {
            came.add(new Place(thread, stuck.is().fingerprint()));
            return;
        }
        if (thread != 0) {
            came.add(new Place(thread, ""));
        }
        if (stuck.select != 0) {
            came.add(new Place(-stuck.select, ""));
        }
    }

    private static boolean goesOn(StuckWait stuck, Set<Place> came) {
        long thread = stuck.observation().threadId();
        return stuck.observation().coroutine()
                ? stuck.select != 0 && came.contains(new Place(-stuck.select, ""))
                : came.contains(new Place(thread, stuck.is().fingerprint())) || came.contains(new Place(thread, ""));
    }
}
