// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.util.function.IntSupplier;

/**
 * How many traces may be taken, shared out so that a rare creation place always gets its own while a hot one is
 * sampled. A place is first a hash that costs next to nothing; only where that place is hot, call sites are told apart
 * by a short walk of the stack. Half of the budget is the rare places', whole again in each period. The other half and
 * the walks are saved up: full at first, then filled by what the program itself allocates, so that they stay a small
 * part of it (docs/decisions/0002). {@link #refill} begins a period; the watcher calls it about once a second, so that
 * taking needs no clock. Races between threads lose a count at worst: plain arrays on purpose.
 */
final class Budget {
    private static final int CELLS = 4096;

    /** What every place gets first, out of the half that is kept for the rare ones. */
    private static final int RARE = 2;

    /**
     * A place that was asked for so often in a period is rare again only after {@link #PERIODS} of them, or after one
     * in which it was not.
     */
    private static final int BUSY = 16;

    private static final int PERIODS = 8;

    /** Walks to each trace of the budget: by default up to 5,000 at once, where so much is made. */
    private static final int WALKS = 5;

    /**
     * What must be allocated to fill the hot half anew: 500 traces of 1.4 kB are 0.14 % of it, and a tenth of the walks
     * as much.
     */
    private static final double WHOLE = 500e6;

    /** What is taken for allocated in a period where the JVM does not tell. */
    private static final double UNKNOWN = 50e6;

    /**
     * So often in one period: no program lives on this. 5 ns each are half a millisecond; from then on the hook is out
     * until the next.
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

    /** {@code traces}: how many between two refills, 0: none. */
    Budget(int traces) {
        this.mostRare = (traces + 1) / 2;
        this.mostHot = traces / 2;
        this.mostWalks = (int) Math.min(Integer.MAX_VALUE, (long) traces * WALKS);
        this.flood = Math.max(FLOOD, traces);
        fill();
    }

    /** As at the start: all of it. */
    void fill() {
        rare = mostRare;
        hot = mostHot;
        walks = mostWalks;
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

    /** Whether so much is made in this period that asking on would cost more than it tells. */
    boolean flooded() {
        return flooded;
    }

    /**
     * Begins a new period.
     *
     * @param total bytes that the program has allocated so far, negative: not known
     * @return whether the last one was flooded
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

    /** Creations that got no trace, up to the last refill; those that a flood kept from being counted left out. */
    long skipped() {
        return skipped;
    }
}
