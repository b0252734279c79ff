// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * How many threads the last look saw, by type and state. The states of a type add up to it.
 *
 * @param coroutines what waits and holds no thread, on channels, locks and jobs; null: no library for that was met
 */
public record Watched(
        States platform, States virtual, @Nullable States coroutines, int leaked, int reclaimed) {

    /** Of a program without coroutines. */
    public Watched(States platform, States virtual, int leaked, int reclaimed) {
        this(platform, virtual, null, leaked, reclaimed);
    }

    /** Over all types. */
    public States sum() {
        States threads = platform.plus(virtual);
        return coroutines == null ? threads : threads.plus(coroutines);
    }

    /** Threads of one type; {@code waiting} is neither idle nor stuck, {@code stuck} includes leaked. */
    public record States(int running, int waiting, int idle, int stuck) {
        public int all() {
            return running + waiting + idle + stuck;
        }

        States plus(States other) {
            return new States(running + other.running, waiting + other.waiting, idle + other.idle, stuck + other.stuck);
        }
    }
}
