// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows a watch, and reads the keys pressed there. */
interface WatchView {
    /**
     * Shows what changed since the last call.
     *
     * @param snapshot null: no look has ended yet
     * @return whether anybody can still see it
     */
    boolean show(@Nullable Snapshot snapshot, Status status);

    /** Forgets what was shown, so that the next call shows everything: another program may have written over it. */
    default void forget() {}

    /** Waits for a key, no longer than {@code atMost}. */
    TerminalScreen.Key pause(Duration atMost) throws InterruptedException;
}
