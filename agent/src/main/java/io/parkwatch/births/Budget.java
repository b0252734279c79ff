// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.util.function.IntSupplier;

/**
 * Limits how many traces are taken, so that a rare creation place always gets its own while a hot one is sampled. A
 * place is first a hash that costs next to nothing. Only where that place is hot does a short stack walk distinguish
 * call sites. Half of the budget belongs to rare places and is renewed in each period. The other half and the walks are
 * saved up: full at first, then refilled by what the program itself allocates, so that they stay a small part of it
 * (docs/decisions/0002). {@link #refill} begins a period; the watcher calls it about once a second, so that taking a
 * trace needs no clock. Races between threads lose a count at worst, so the arrays are plain.
 */
final class Budget {
    private static final int CELLS = 4096;

    /** Traces that every place gets first, out of the half for rare places. */
    private static final int RARE = 2;

    /** A place with so many requests in a period stays busy until one with fewer, at most {@link #PERIODS} periods. */
    private static final int BUSY = 16;

    private static final int PERIODS = 8;

    /** Stack walks for each trace of the budget: by default up to 5,000 at once, if so much is created. */
    private static final int WALKS = 5;

    /** Allocated bytes that refill the hot half: 500 traces of 1.4 kB, or a tenth of the walks, are 0.14 % of them. */
    private static final double WHOLE = 500e6;

    /** Bytes assumed to be allocated in a period if the JVM does not report it. */
    private static final double UNKNOWN = 50e6;

    /**
     * Requests for one place in one period at which the hook is removed until the next: no program lives on so many. At
     * 5 ns each they take half a millisecond.
     */
    private static final int FLOOD = 100_000;

    private final int mostRare;
    private final int mostHot;
    private final int mostWalks;
    private final int flood;
    private final Sites sites = new Sites();
    private final int[] asked = new int[CELLS];
    private final int[] granted = new int[CELLS];
    private int rare;
    private int hot;
    private int walks;
    private boolean flooded;
    private double hotRest;
    private double walksRest;
    private long allocated = -1;
    private int period;
    private long skipped;

    /** Allows {@code traces} between two refills. */
    Budget(int traces) {
        this.mostRare = (traces + 1) / 2;
        this.mostHot = traces / 2;
        this.mostWalks = (int) Math.min(Integer.MAX_VALUE, (long) traces * WALKS);
        this.flood = Math.max(FLOOD, traces);
        fill();
    }

    void fill() {
        rare = mostRare;
        hot = mostHot;
        walks = mostWalks;
    }

    /**
     * Reports whether a trace may be taken for this place. Called by hooks.
     *
     * @param site identifies the call site; used only where the place is hot
     */
    boolean take(int place, IntSupplier site) {
        int cell = (place * 0x9E3779B9) >>> 20;
        int before = asked[cell];
        asked[cell] = before + 1;
        if (before < RARE && rare > 0) {
            rare--;
        } else if (hot > 0) {
            hot--;
        } else if (walks > 0 && rare > 0) {
            walks--;
            if (sites.meet(site.getAsInt()) >= RARE) {
                return false;
            }
            rare--;
        } else {
            flooded |= before >= flood;
            return false;
        }
        granted[cell]++;
        return true;
    }

    /** Reports whether so much is created in this period that further requests cost more than they are worth. */
    boolean flooded() {
        return flooded;
    }

    /**
     * Begins a new period.
     *
     * @param total bytes that the program has allocated so far; negative if not known
     * @return whether the last period was flooded
     */
    boolean refill(long total) {
        boolean all = period++ % PERIODS == 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (asked[cell] != 0) {
                skipped += Math.max(0, asked[cell] - granted[cell]);
                int carried = asked[cell] >= BUSY && !all ? RARE : 0;
                asked[cell] = carried;
                granted[cell] = carried;
            }
        }
        if (all || walks > 0) {
            sites.clear();
        }
        double paid = paid(total) / WHOLE;
        double allHot = Math.min(mostHot, Math.max(0, hot) + hotRest + paid * mostHot);
        hot = (int) allHot;
        hotRest = allHot - hot;
        double allWalks = Math.min(mostWalks, Math.max(0, walks) + walksRest + paid * mostWalks / 10);
        walks = (int) allWalks;
        walksRest = allWalks - walks;
        rare = mostRare;
        boolean was = flooded;
        flooded = false;
        return was;
    }

    private double paid(long total) {
        double since = total < 0 || allocated < 0 ? UNKNOWN : Math.max(0, total - allocated);
        allocated = total;
        return since;
    }

    /**
     * Returns how many creations got no trace up to the last refill, except those that a flood kept from being counted.
     */
    long skipped() {
        return skipped;
    }
}
