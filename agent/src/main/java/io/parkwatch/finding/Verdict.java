// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Locale;

/** How much is known about a wait, worst first. */
public enum Verdict {
    /** Proved: nothing in this JVM can ever wake it. */
    LEAKED,
    /** Proved without a collector: a circle of waits, a lock whose owner has ended, or a pool that starves. */
    DEADLOCKED,
    /** The wait is too long; nothing else is known. */
    STUCK,
    /** The garbage collector took the thread while it waited. */
    RECLAIMED;

    /** Returns the word of the contract, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
