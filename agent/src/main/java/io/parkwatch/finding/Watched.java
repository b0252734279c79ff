// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

/** How many threads the last look saw, by type and state. The states of a type add up to it. */
public record Watched(States platform, States virtual, int leaked, int reclaimed) {

    /** Threads of one type; {@code waiting} is neither idle nor stuck, {@code stuck} includes leaked. */
    public record States(int running, int waiting, int idle, int stuck) {
        public int all() {
            return running + waiting + idle + stuck;
        }
    }
}
