// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Finding;
import io.parkwatch.api.WatchedThread;
import java.time.Instant;
import java.util.Optional;

/**
 * A thread that a test has left.
 *
 * @param finding what it is stuck in; empty if it is not stuck, or that was cut from the report
 */
record Leak(WatchedThread thread, Optional<Finding> finding) {
    boolean isStuck() {
        return thread.state().equals("stuck");
    }

    /** Returns what tells this wait from all others. */
    Key key() {
        return new Key(
                thread.id(),
                thread.since(),
                thread.id() == 0 ? thread.createdAt().toString() : "");
    }

    record Key(long id, Instant since, String of) {}
}
