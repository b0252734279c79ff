// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Carriers;
import org.jspecify.annotations.Nullable;

/** Counts, in one look, the virtual threads that keep a carrier as they wait, and those that wait for one. */
final class ReadyThreads {
    private final long now;
    private final long thresholdNanos;
    private int pinned;
    private int ready;
    private long oldest;

    ReadyThreads(long now, long thresholdNanos) {
        this.now = now;
        this.thresholdNanos = thresholdNanos;
    }

    void pinned() {
        pinned++;
    }

    /** One that was ready at each look since then. */
    void ready(long since) {
        if (since != Table.NEW && now - since >= thresholdNanos) {
            ready++;
            oldest = Math.max(oldest, now - since);
        }
    }

    /**
     * Null: not known. Where no hook tells that a sleep begins anew, a thread that was ready at each look may have run
     * in between: then ready ones count only while no carrier is left to run them.
     */
    @Nullable
    Carriers of(VirtualThreads threads) {
        int parallelism = threads.parallelism();
        if (parallelism == 0) {
            return null;
        }
        boolean told = threads.allTold() || pinned >= parallelism;
        return new Carriers(parallelism, pinned, told ? ready : 0, told ? oldest / 1e9 : 0);
    }
}
