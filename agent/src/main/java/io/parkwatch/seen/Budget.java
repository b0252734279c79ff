// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

/**
 * How many traces may be taken, shared out so that a rare creation place always gets its own while a hot one is sampled. A place is a
 * hash; places that share a cell share its quota. Filled anew by {@link #refill}, which the watcher calls about once a second, so that
 * taking needs no clock. Races between threads lose a count at worst: plain arrays on purpose.
 */
final class Budget {
    private static final int CELLS = 4096;

    /** What every place gets first, out of the half that is kept for the rare ones. */
    private static final int RARE = 2;

    private final int mostRare;
    private final int mostHot;
    private final int[] asked = new int[CELLS];
    private final int[] granted = new int[CELLS];
    private int rare;
    private int hot;
    private long skipped;

    /** {@code traces}: how many between two refills, 0: none. */
    Budget(int traces) {
        this.mostRare = (traces + 1) / 2;
        this.mostHot = traces / 2;
    }

    /** Whether a trace may be taken for this place. Called by hooks. */
    boolean take(int place) {
        int cell = (place * 0x9E3779B9) >>> 20;
        int before = asked[cell];
        asked[cell] = before + 1;
        if (before < RARE && rare < mostRare) {
            rare++;
        } else if (hot < mostHot) {
            hot++;
        } else {
            return false;
        }
        granted[cell]++;
        return true;
    }

    /** Begins a new period. */
    void refill() {
        for (int cell = 0; cell < CELLS; cell++) {
            if (asked[cell] != 0) {
                skipped += Math.max(0, asked[cell] - granted[cell]);
                asked[cell] = 0;
                granted[cell] = 0;
            }
        }
        rare = 0;
        hot = 0;
    }

    /** Creations that got no trace, up to the last refill. */
    long skipped() {
        return skipped;
    }
}
