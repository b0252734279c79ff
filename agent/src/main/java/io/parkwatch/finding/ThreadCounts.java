// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * The number of threads that the last look saw, by type and state. The states of a type add up to its total.
 *
 * @param coroutines coroutines that wait on channels, locks and jobs without a thread; null if no library for them was
 *     seen
 * @param deadlocked stuck threads that are proved deadlocked and not leaked
 */
public record ThreadCounts(
        States platform, States virtual, @Nullable States coroutines, int leaked, int deadlocked, int reclaimed) {

    public States sum() {
        States threads = platform.plus(virtual);
        return coroutines == null ? threads : threads.plus(coroutines);
    }

    /** Thread counts of one type. {@code waiting} excludes idle and stuck, {@code stuck} includes leaked threads. */
    public record States(int running, int waiting, int idle, int stuck) {
        public int all() {
            return running + waiting + idle + stuck;
        }

        States plus(States other) {
            return new States(running + other.running, waiting + other.waiting, idle + other.idle, stuck + other.stuck);
        }
    }
}
