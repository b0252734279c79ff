// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who has gone on that waited without a thread, of those that the watcher asks for: so that what ended is not taken for
 * what the collector took while it waited. While the watcher asks for none, nobody listens to the hooks. For the
 * watcher's thread.
 */
public final class Resumed {
    private @Nullable Consumer<@Nullable Consumer<Object>> hook;

    /** All that were asked for since {@link #settle}: a hook may still mark in an older one. */
    private final List<Asked> all = new ArrayList<>();

    /**
     * The sink of the hooks. Identity hashes in an open table that is at most a quarter full; 0 is free, which no
     * identity hash is. Runs in the program's threads: no lock and no allocation.
     */
    private static final class Asked implements Consumer<Object> {
        private final int[] hashes;
        private final boolean[] marks;
        private final int shift;

        Asked(int[] wanted) {
            int size = Math.max(8, Integer.highestOneBit(wanted.length) << 3);
            hashes = new int[size];
            marks = new boolean[size];
            shift = Integer.numberOfLeadingZeros(size - 1);
            for (int hash : wanted) {
                hashes[slot(hash)] = hash;
            }
        }

        /** Where it stands, or where it would. */
        private int slot(int hash) {
            int last = hashes.length - 1;
            int slot = (hash * 0x9E3779B9) >>> shift;
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = (slot + 1) & last;
            }
            return slot;
        }

        @Override
        public void accept(Object goesOn) {
            try {
                int hash = System.identityHashCode(goesOn);
                int slot = slot(hash);
                if (hashes[slot] == hash) {
                    marks[slot] = true;
                }
            } catch (Throwable thrown) {
                // Out of stack: the program meets it itself at its next step.
            }
        }

        boolean has(int hash) {
            return marks[slot(hash)];
        }
    }

    /** {@code hook}: takes whom the hooks tell. */
    void listen(Consumer<@Nullable Consumer<Object>> hook) {
        this.hook = hook;
    }

    /** Loads and links all that a hook may touch. */
    void warmUp() {
        Object one = new Object();
        Asked asked = new Asked(new int[] {System.identityHashCode(one)});
        asked.accept(one);
        all.add(asked);
        settle();
    }

    /** Asks for these, and no others, from now on; none: nobody listens. */
    public void ask(int[] hashes) {
        Asked asked = new Asked(hashes);
        all.add(asked);
        if (hook != null) {
            hook.accept(hashes.length == 0 ? null : asked);
        }
    }

    /** Whether one that was asked for has gone on since the last {@link #settle}. */
    public boolean has(int hash) {
        for (Asked asked : all) {
            if (asked.has(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets who has gone on until the last {@link #ask}. */
    public void settle() {
        Asked newest = all.get(all.size() - 1);
        all.clear();
        all.add(newest);
    }
}
