// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records which waiters without a thread were resumed, of those that the watcher asks for. A waiter that ended is then
 * not taken for one that was reclaimed while it waited. For the watcher's thread only.
 */
public final class Resumptions {
    private @Nullable Consumer<@Nullable Consumer<Object>> hook;

    /** All requests since {@link #settle}: a hook may still mark in an older one. */
    private final List<Request> requests = new ArrayList<>();

    /**
     * The listener of the hooks. Identity hashes lie in an open table that is at most a quarter full; 0 is free, as no
     * identity hash is 0. Not a sorted array: where the JDK sorts with lambdas, the agent would be the first to link
     * them. Runs in the program's threads, without locks or allocation.
     */
    private static final class Request implements Consumer<Object> {
        private final int[] hashes;
        private final boolean[] marks;

        Request(int[] wanted) {
            int size = Math.max(8, Integer.highestOneBit(wanted.length) << 3);
            hashes = new int[size];
            marks = new boolean[size];
            for (int hash : wanted) {
                hashes[slot(hash)] = hash;
            }
        }

        /** Returns the slot that holds a hash, or the free slot where it belongs. */
        private int slot(int hash) {
            int last = hashes.length - 1;
            int slot = (hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(last);
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
                // Out of stack: the program meets the error itself at its next step.
            }
        }

        boolean has(int hash) {
            return marks[slot(hash)];
        }
    }

    /** Keeps the setter of the hooks, to listen on request. */
    public void listen(Consumer<@Nullable Consumer<Object>> hook) {
        this.hook = hook;
    }

    /** Loads and links all that a hook may use. */
    void warmUp() {
        Object one = new Object();
        Request request = new Request(new int[] {System.identityHashCode(one)});
        request.accept(one);
        requests.add(request);
        settle();
    }

    /** Asks for these hashes, and no others, from now on. With none, nobody listens. */
    public void ask(int[] hashes) {
        Request request = new Request(hashes);
        requests.add(request);
        if (hook != null) {
            hook.accept(hashes.length == 0 ? null : request);
        }
    }

    /** Reports whether a waiter that was asked for has gone on since the last {@link #settle}. */
    public boolean has(int hash) {
        for (Request request : requests) {
            if (request.has(hash)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets which waiters have gone on up to the last {@link #ask}. */
    public void settle() {
        Request newest = requests.get(requests.size() - 1);
        requests.clear();
        requests.add(newest);
    }
}
