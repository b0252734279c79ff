// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where a watch is shown, and the keys pressed there. */
interface WatchView {
    /**
     * Shows what changed since the last call.
     *
     * @param snapshot null: no look has ended yet
     * @return whether somebody can still see it
     */
    boolean show(@Nullable Snapshot snapshot, Status status);

    /** Shows all of it again: something else may have written there. */
    default void again() {}

    /** Waits for a key, no longer than {@code atMost}. */
    TerminalScreen.Key pause(Duration atMost) throws InterruptedException;
}
