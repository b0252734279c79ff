// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Frame;
import org.jspecify.annotations.Nullable;

/** What an old wait is. */
public sealed interface Classified {
    /**
     * A reason of {@link io.parkwatch.finding.Unseen.Why} for which it is told nowhere; null: it is, or it is none of
     * the program's waits.
     */
    default @Nullable String leftOut() {
        return null;
    }

    /** A pool's worker, a poller, the JDK's own, or left out by the option {@code ignore}. */
    record Idle(@Nullable String leftOut) implements Classified {}

    /** A sleep, or a library's {@code Object.wait}: counted as waiting, not reported. */
    record Unreported(@Nullable String leftOut) implements Classified {}

    /**
     * The {@code main} method waits.
     *
     * @param end it is known that it waits for the end of the program
     * @param unlessItServes the finding that it is where no thread of the program waits for others' requests; null: it
     *     is none
     * @param joins that holds only if the thread that it joins is in a finding
     */
    record Main(
            Operation operation,
            Frame waitsAt,
            boolean end,
            @Nullable Stuck unlessItServes,
            boolean joins) implements Classified {}

    /** It belongs to the finding with this fingerprint. */
    record Stuck(String fingerprint, Operation operation, Frame waitsAt) implements Classified {}
}
