// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the stuck waits that ended since the last look because their thread went on. A quiet consumer's waits end so,
 * a leak's never. A wait is identified by its entry, not by its thread, and this holds no reference to a thread. For
 * the watcher's thread only.
 */
public final class Ends {
    private List<StuckWait> before = new ArrayList<>();
    private int number;

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
        Set<String> came = new HashSet<>();
        for (OldWait wait : old) {
            StuckWait stuck = wait.stuck();
            if (stuck != null) {
                if (stuck.countedAt != number - 1) {
                    addKeys(stuck, came);
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

    /**
     * Adds the keys under which a wait may continue that had another entry before: a call in its next slice, a thread
     * reported by the coroutine that blocks it, or a select in its next channel.
     */
    private static void addKeys(StuckWait stuck, Set<String> came) {
        long thread = stuck.observation().threadId();
        if (!stuck.observation().coroutine()) {
            came.add(thread + stuck.is().fingerprint());
            return;
        }
        if (thread != 0) {
            came.add("thread " + thread);
        }
        if (stuck.select != 0) {
            came.add("select " + stuck.select);
        }
    }

    private static boolean goesOn(StuckWait stuck, Set<String> came) {
        long thread = stuck.observation().threadId();
        return stuck.observation().coroutine()
                ? stuck.select != 0 && came.contains("select " + stuck.select)
                : came.contains(thread + stuck.is().fingerprint()) || came.contains("thread " + thread);
    }
}
