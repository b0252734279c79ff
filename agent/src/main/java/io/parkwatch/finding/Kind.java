// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Locale;

/** How much room a channel has. */
public enum Kind {
    /** None: a sender waits for its taker. */
    RENDEZVOUS,
    /** A fixed number of items. */
    BOUNDED,
    /** As much as memory allows. */
    UNBOUNDED,
    /** Not a channel of items, or not known. */
    NONE;

    /** The word of the contract; {@code -} for {@link #NONE}. */
    public String word() {
        return this == NONE ? "-" : name().toLowerCase(Locale.ROOT);
    }
}
