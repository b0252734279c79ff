// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** The listener of the hooks. Runs in the program's threads, without locks or allocation. */
    private static final class Request implements Consumer<Object> {
        private final int[] hashes;
        private final boolean[] marks;

        Request(int[] wanted) {
            hashes = wanted.clone();
            Arrays.sort(hashes);
            marks = new boolean[hashes.length];
        }

        @Override
        public void accept(Object goesOn) {
            try {
                int at = Arrays.binarySearch(hashes, System.identityHashCode(goesOn));
                if (at >= 0) {
                    marks[at] = true;
                }
            } catch (Throwable thrown) {
                // Out of stack: the program meets the error itself at its next step.
            }
        }

        boolean has(int hash) {
            int at = Arrays.binarySearch(hashes, hash);
            return at >= 0 && marks[at];
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
