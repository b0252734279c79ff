// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Locale;

/** The capacity of a channel. */
public enum Kind {
    /** No room: a sender waits for its receiver. */
    RENDEZVOUS,
    /** A fixed number of items. */
    BOUNDED,
    /** As much as memory allows. */
    UNBOUNDED,
    /** Not a channel of items, or not known. */
    NONE;

    /** Returns the word of the contract, {@code -} for {@link #NONE}. */
    public String word() {
        return this == NONE ? "-" : name().toLowerCase(Locale.ROOT);
    }
}
