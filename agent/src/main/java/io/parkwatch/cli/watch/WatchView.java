// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Snapshot;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A view of a watch, which also reads keys. */
interface WatchView {
    /** Shows a snapshot, null before the first look. Returns whether the view can still be seen. */
    boolean show(@Nullable Snapshot snapshot, Status status);

    /** Makes the next call show everything: another program may have written over the screen. */
    default void forget() {}

    /** Waits for a key, or for this time where there are none. */
    default TerminalScreen.Key pause(Duration atMost) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(atMost.toNanos());
        return TerminalScreen.Key.NONE;
    }
}
