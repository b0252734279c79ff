// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import org.jspecify.annotations.Nullable;

/** The classification of an old wait. */
public sealed interface Classification {
    /**
     * Returns the reason, one of {@link io.parkwatch.finding.BlindSpots.Why}, why the wait is not reported; null if it
     * is reported or is not a wait of the program.
     */
    default @Nullable String leftOut() {
        return null;
    }

    /**
     * An idle pool worker, a poller, a JDK thread, or a wait left out by the option {@code ignore}.
     *
     * @param rule the row of the table, or the value of the option, that says so; null if there is none
     * @param reason what the row says of the wait
     */
    record Idle(
            @Nullable String leftOut,
            @Nullable String rule,
            @Nullable String reason) implements Classification {}

    /** A sleep, or the {@code Object.wait} of a library. It counts as waiting and is not reported. */
    record Unreported(@Nullable String leftOut) implements Classification {}

    /**
     * The {@code main} method waits.
     *
     * @param end whether it is known to wait for the end of the program
     * @param unlessItServes the finding that the wait is if no thread of the program waits for requests; null if it is
     *     none even then
     * @param joins whether it is that finding only if the thread that it joins is in a finding, too
     */
    record Main(
            Operation operation,
            Frame waitsAt,
            boolean end,
            @Nullable Stuck unlessItServes,
            boolean joins) implements Classification {}

    /** The wait belongs to the finding with this fingerprint. */
    record Stuck(String fingerprint, Operation operation, Frame waitsAt) implements Classification {}
}
