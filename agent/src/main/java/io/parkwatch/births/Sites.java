// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.util.Arrays;

/** Counts how often each call site was met in a period. Plain arrays: races lose a count at worst. */
final class Sites {
    private static final int CELLS = 4096;

    /** Cells that are searched for a site. */
    private static final int REACH = 8;

    private final int[] sites = new int[CELLS];
    private final int[] met = new int[CELLS];
    private boolean any;

    /** Returns how often a site was met before; {@code Integer.MAX_VALUE} if no cell is left. */
    int meet(int site) {
        any = true;
        int key = site == 0 ? 1 : site;
        int home = (key * 0x9E3779B9) >>> 20;
        for (int i = 0; i < REACH; i++) {
            int cell = (home + i) & (CELLS - 1);
            if (sites[cell] == 0) {
                sites[cell] = key;
            }
            if (sites[cell] == key) {
                return met[cell]++;
            }
        }
        return Integer.MAX_VALUE;
    }

    void clear() {
        if (any) {
            any = false;
            Arrays.fill(sites, 0);
            Arrays.fill(met, 0);
        }
    }
}
