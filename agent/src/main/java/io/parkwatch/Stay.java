// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

/** For how long an agent comes. */
enum Stay {
    FOR_GOOD(""),
    ONCE(", for one report"),
    WHILE_READ(", while somebody reads");

    /** For people, behind what it watches. */
    final String words;

    Stay(String words) {
        this.words = words;
    }

    /** By the command that brings it. */
    static Stay of(String command) {
        return switch (command) {
            case "once" -> ONCE;
            case "while" -> WHILE_READ;
            default -> FOR_GOOD;
        };
    }
}
