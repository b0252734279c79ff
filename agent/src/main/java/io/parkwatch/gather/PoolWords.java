// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sentences about an object pool that threads wait in, by the numbers of its channel's state. */
final class PoolWords {
    private PoolWords() {}

    /** Returns a summary with what the numbers of a pool say. */
    static String summary(String summary, Map<String, Integer> state) {
        return isEmpty(state) && state.getOrDefault("out", 1) == 0
                ? summary + ": nothing is handed out, so nothing can come back"
                : summary;
    }

    private static boolean isEmpty(Map<String, Integer> state) {
        return state.getOrDefault("wanted", 0) > 0 && state.getOrDefault("idle", 1) == 0;
    }

    /** Returns the advice for waits in a pool that has nothing idle; null if they are in none. */
    static @Nullable String advice(Map<String, Integer> state) {
        if (!isEmpty(state)) {
            return null;
        }
        return state.getOrDefault("out", 1) == 0
                ? "Find out why the pool makes no object: its factory fails or hangs, or it still counts some that it has lost."
                : "Give each object back on every path: in a try-with-resources or a finally block. Do not borrow a second one while"
                        + " holding the first, and borrow with a time-out.";
    }
}
