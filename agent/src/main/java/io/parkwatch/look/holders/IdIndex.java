// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import java.util.Arrays;

/** Finds numbers by the ids of threads. A map of boxed ids costs more than the rest of a graph of 100,000 threads. */
final class IdIndex {
    /** 2^64 divided by the golden ratio spreads ids in a row (Knuth, The Art of Computer Programming, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] ids;
    private final int[] numbers;
    private final int shift;

    /** @param most the most ids that will be put in */
    IdIndex(int most) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, most)); // a load of half or less
        ids = new long[1 << bits];
        numbers = new int[1 << bits];
        Arrays.fill(numbers, -1);
        shift = 64 - bits;
    }

    void put(long id, int number) {
        int slot = slot(id);
        ids[slot] = id;
        numbers[slot] = number;
    }

    /** Returns the number of an id; -1 if there is none. */
    int find(long id) {
        return numbers[slot(id)];
    }

    /** Returns the slot that has the id, or else the one that it goes into. */
    private int slot(long id) {
        int slot = (int) ((id * SPREAD) >>> shift);
        while (numbers[slot] >= 0 && ids[slot] != id) {
            slot = (slot + 1) & (ids.length - 1);
        }
        return slot;
    }
}
