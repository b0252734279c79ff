// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.look.waits.Table;
import org.jspecify.annotations.Nullable;

/** Counts, in one look, the virtual threads that pin a carrier while they wait, and those that wait for a carrier. */
final class ReadyThreads {
    private final long now;
    private final long thresholdNanos;
    private final boolean allTold;
    private int pinned;
    private int ready;
    private long oldest;
    private int unrun;
    private long oldestUnrun;

    /** {@code allTold} is whether hooks report each time that a thread leaves its carrier. */
    ReadyThreads(long now, long thresholdNanos, boolean allTold) {
        this.now = now;
        this.thresholdNanos = thresholdNanos;
        this.allTold = allTold;
    }

    void addPinned() {
        pinned++;
    }

    /** Counts a thread that was ready at each look since then. {@code never} means that it has never run. */
    void addReady(long since, boolean never) {
        if (since == Table.NEW || now - since < thresholdNanos) {
            return;
        }
        ready++;
        oldest = Math.max(oldest, now - since);
        if (never) {
            unrun++;
            oldestUnrun = Math.max(oldestUnrun, now - since);
        }
    }

    /**
     * Returns the counts; null if the parallelism is not known. Where no hook reports that a sleep begins again, a
     * thread that was ready at each look may have run in between. Ready threads then count only while no carrier is
     * free to run them, or if they have never run.
     */
    @Nullable
    Carriers of(int parallelism) {
        if (parallelism == 0) {
            return null;
        }
        return allTold || pinned >= parallelism
                ? new Carriers(parallelism, pinned, ready, oldest / 1e9)
                : new Carriers(parallelism, pinned, unrun, oldestUnrun / 1e9);
    }
}
