// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.util.function.IntSupplier;

/**
 * How many traces may be taken, shared out so that a rare creation place always gets its own while a hot one is sampled. A place is first
 * a hash that costs next to nothing; only where that place is hot, call sites are told apart by a short walk of the stack, so many times
 * a period. Filled anew by {@link #refill}, which the watcher calls about once a second, so that taking needs no clock. Races between
 * threads lose a count at worst: plain arrays on purpose.
 */
final class Budget {
    private static final int CELLS = 4096;

    /** What every place gets first, out of the half that is kept for the rare ones. */
    private static final int RARE = 2;

    /** Walks to each trace of the budget: by default 5,000 a second, 0.8 % of a core, where so much is made. */
    private static final int WALKS = 5;

    private final int mostRare;
    private final int mostHot;
    private final int mostWalks;
    private final Sites sites = new Sites();
    private final int[] asked = new int[CELLS];
    private final int[] granted = new int[CELLS];
    private int rare;
    private int hot;
    private int walks;
    private long skipped;

    /** {@code traces}: how many between two refills, 0: none. */
    Budget(int traces) {
        this.mostRare = (traces + 1) / 2;
        this.mostHot = traces / 2;
        this.mostWalks = (int) Math.min(Integer.MAX_VALUE, (long) traces * WALKS);
    }

    /**
     * Whether a trace may be taken for this place. Called by hooks.
     *
     * @param site tells the call site; asked only where the place is hot
     */
    boolean take(int place, IntSupplier site) {
        int cell = (place * 0x9E3779B9) >>> 20;
        int before = asked[cell];
        asked[cell] = before + 1;
        if (before < RARE && rare < mostRare) {
            rare++;
        } else if (hot < mostHot) {
            hot++;
        } else if (walks < mostWalks && rare < mostRare) {
            walks++;
            if (sites.meet(site.getAsInt()) >= RARE) {
                return false;
            }
            rare++;
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
        sites.clear();
        rare = 0;
        hot = 0;
        walks = 0;
    }

    /** Creations that got no trace, up to the last refill. */
    long skipped() {
        return skipped;
    }
}
