// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sink of the hooks where something goes on that waited without a thread: marks those that the watcher asks for, by their identity
 * hashes, so that what ended is not taken for what the collector took while it waited. While the watcher asks for none, nobody listens.
 * {@link #accept} runs in the program's threads: no lock and no allocation.
 */
public final class Resumed implements Consumer<Object> {
    private Consumer<@Nullable Consumer<Object>> hook = nobody -> {};
    private volatile Asked newest = new Asked(new int[0]);

    /** All that were asked for since {@link #settle}: a hook may still mark in an older one. */
    private final List<Asked> all = new ArrayList<>();

    /** Hashes in an open table that is at most half full; 0 is free, which no identity hash is. */
    private static final class Asked {
        private final int[] hashes;
        private final boolean[] marks;

        Asked(int[] wanted) {
            int size = Math.max(8, Integer.highestOneBit(wanted.length) << 2);
            hashes = new int[size];
            marks = new boolean[size];
            for (int hash : wanted) {
                hashes[slot(hash)] = hash;
            }
        }

        /** Where it stands, or where it would. */
        private int slot(int hash) {
            int last = hashes.length - 1;
            int slot = (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(last);
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = (slot + 1) & last;
            }
            return slot;
        }

        void mark(int hash) {
            int slot = slot(hash);
            if (hashes[slot] == hash) {
                marks[slot] = true;
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

    @Override
    public void accept(Object goesOn) {
        try {
            newest.mark(System.identityHashCode(goesOn));
        } catch (Throwable thrown) {
            // Out of stack: the program meets it itself at its next step.
        }
    }

    /** Asks for these, and no others, from now on; none: nobody listens. For the watcher's thread, as is all that follows. */
    public void ask(int[] hashes) {
        Asked asked = new Asked(hashes);
        all.add(asked);
        newest = asked;
        hook.accept(hashes.length == 0 ? null : this);
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
        all.clear();
        all.add(newest);
    }
}
