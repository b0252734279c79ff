// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Carriers;
import io.parkwatch.look.jvm.VirtualThreads;
import io.parkwatch.look.waits.Table;
import org.jspecify.annotations.Nullable;

/** Counts, in one look, the virtual threads that keep a carrier as they wait, and those that wait for one. */
final class ReadyThreads {
    private final long now;
    private final long thresholdNanos;
    private int pinned;
    private int ready;
    private long oldest;
    private int unrun;
    private long oldestUnrun;

    ReadyThreads(long now, long thresholdNanos) {
        this.now = now;
        this.thresholdNanos = thresholdNanos;
    }

    void pinned() {
        pinned++;
    }

    /** One that was ready at each look since then. {@code never}: it has not run at all. */
    void ready(long since, boolean never) {
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
     * Null: not known. Where no hook tells that a sleep begins again, a thread that was ready at each look may have run
     * in between: then ready ones count only while no carrier is left to run them, or if they have never run.
     */
    @Nullable
    Carriers of(VirtualThreads threads) {
        int parallelism = threads.parallelism();
        if (parallelism == 0) {
            return null;
        }
        return threads.allTold() || pinned >= parallelism
                ? new Carriers(parallelism, pinned, ready, oldest / 1e9)
                : new Carriers(parallelism, pinned, unrun, oldestUnrun / 1e9);
    }
}
