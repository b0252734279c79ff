// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Locale;

/** What a stuck thread waits for. Findings are sorted in this order: threads that block others come first. */
public enum Role {
    /** Waits for room, or for a receiver. */
    SENDER,
    /** Waits to acquire a lock or a permit. */
    LOCK,
    /** Any other wait: a latch, a future, a condition, the end of a thread. */
    WAITER,
    /** Waits for an item. Last, since a quiet consumer looks the same. */
    RECEIVER;

    /** Returns the word of the contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
