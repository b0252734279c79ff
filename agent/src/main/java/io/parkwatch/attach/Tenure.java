// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

/** How long an agent stays. */
public enum Tenure {
    FOR_GOOD(""),
    ONCE(", for one report"),
    WHILE_READ(", while somebody reads");

    /** The end of the first line that the agent prints. */
    public final String words;

    Tenure(String words) {
        this.words = words;
    }

    /** Returns the tenure for the command that loads the agent. */
    public static Tenure of(String command) {
        return switch (command) {
            case "once" -> ONCE;
            case "while" -> WHILE_READ;
            default -> FOR_GOOD;
        };
    }
}
