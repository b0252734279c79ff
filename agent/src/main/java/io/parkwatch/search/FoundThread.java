// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.search;

import io.parkwatch.finding.Frame;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A thread, and what one look made of it.
 *
 * @param id 0 for a coroutine
 * @param state one of the words of {@link io.parkwatch.finding.Holder}
 * @param since when its wait began; null if it is not known or does not wait
 * @param seconds age of the wait
 * @param atLeast whether the wait began before the agent's first look
 * @param at the program's innermost frame; null if the stack was not read
 * @param why why its wait is in a finding, or in none
 */
public record FoundThread(
        long id,
        String name,
        boolean virtual,
        boolean coroutine,
        String state,
        @Nullable Instant since,
        double seconds,
        boolean atLeast,
        @Nullable Frame at,
        Why why) {

    /**
     * Why a wait is in a finding, or in none. All is null for a wait that is too young, or was not read yet.
     *
     * @param fingerprint the finding that it is in
     * @param leftOut a reason of {@link io.parkwatch.finding.BlindSpots.Why}
     * @param rule the row or the value of an option that left it out
     * @param reason what the wait is
     * @param blind a kind of {@link io.parkwatch.finding.BlindSpots.Blind}, of which waits are not aged
     */
    public record Why(
            @Nullable String fingerprint,
            @Nullable String leftOut,
            @Nullable String rule,
            @Nullable String reason,
            @Nullable String blind) {

        public static Why unknown() {
            return new Why(null, null, null, null, null);
        }

        public static Why reason(String reason) {
            return new Why(null, null, null, reason, null);
        }

        public static Why blind(String kind) {
            return new Why(null, null, null, null, kind);
        }
    }
}
