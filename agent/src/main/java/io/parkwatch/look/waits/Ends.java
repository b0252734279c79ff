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
 * Which stuck waits went on since the last look: a quiet consumer's do, a leak's never. A wait is known by its entry,
 * not by its thread, and nothing that leads to a thread is held. For the watcher's thread only.
 */
public final class Ends {
    private List<StuckWait> before = new ArrayList<>();
    private int look;

    /**
     * What goes on under another entry: a call told by its next slice, a thread told by the coroutine that blocks it, a
     * select in its next channel.
     */
    private record Place(long id, String fingerprint) {
        @Override
        public boolean equals(@Nullable Object other) { // not the JDK's: docs/decisions/0009
            return other instanceof Place place && id == place.id && fingerprint.equals(place.fingerprint);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(id) + fingerprint.hashCode();
        }
    }

    /** The end of the waits of the last look can't be told. */
    public void forget() {
        before = new ArrayList<>();
    }

    /**
     * How many of each fingerprint went on since the last call; what the collector took did not.
     *
     * @param old all old waits of this look
     * @param taken those that the collector took
     */
    public Map<String, Integer> count(List<OldWait> old, List<OldWait> taken) {
        look++;
        List<StuckWait> now = new ArrayList<>();
        Set<Place> came = new HashSet<>();
        for (OldWait wait : old) {
            StuckWait stuck = wait.stuck();
            if (stuck != null) {
                if (stuck.look != look - 1) {
                    came(stuck, came);
                }
                stuck.look = look;
                now.add(stuck);
            }
        }
        for (OldWait wait : taken) {
            StuckWait stuck = wait.stuck();
            if (stuck != null) {
                stuck.lost();
            }
        }
        Map<String, Integer> ended = new HashMap<>();
        for (StuckWait stuck : before) {
            if (stuck.look != look && !stuck.lost && !goesOn(stuck, came)) {
                ended.merge(stuck.fingerprint, 1, Integer::sum);
            }
        }
        before = now;
        return ended;
    }

    private static void came(StuckWait stuck, Set<Place> came) {
        if (!stuck.coroutine) {
            came.add(new Place(stuck.thread, stuck.fingerprint));
            return;
        }
        if (stuck.thread != 0) {
            came.add(new Place(stuck.thread, ""));
        }
        if (stuck.select != 0) {
            came.add(new Place(-stuck.select, ""));
        }
    }

    private static boolean goesOn(StuckWait stuck, Set<Place> came) {
        return stuck.coroutine
                ? stuck.select != 0 && came.contains(new Place(-stuck.select, ""))
                : came.contains(new Place(stuck.thread, stuck.fingerprint))
                        || came.contains(new Place(stuck.thread, ""));
    }
}
