// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Locale;

/** How much is known of a wait, worst first. */
public enum Verdict {
    /** Proved: nothing in this JVM can ever wake it. */
    LEAKED,
    /** Too long; that is all that is known. */
    STUCK,
    /** The garbage collector took the thread while it waited. */
    RECLAIMED;

    /** The word of the contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
