// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Observation;
import org.jspecify.annotations.Nullable;

/** A stuck wait, from look to look. */
final class StuckWait {
    final String fingerprint;
    /** Id of the thread that waits, or that a coroutine blocks; 0: none. */
    final long thread;

    final boolean coroutine;
    /** Tells one select from another; 0: it is none. */
    final int select;

    int look = -1;
    boolean lost;

    private StuckWait(String fingerprint, Observation of, int select) {
        this.fingerprint = fingerprint;
        this.thread = of.threadId();
        this.coroutine = of.coroutine();
        this.select = select;
    }

    /** Null: it is no stuck wait. {@code blocker}: an identity hash; of a coroutine that of its select. */
    static @Nullable StuckWait of(Classified is, Observation observation, int blocker) {
        return is instanceof Classified.Stuck stuck
                ? new StuckWait(stuck.fingerprint(), observation, observation.coroutine() ? blocker : 0)
                : null;
    }

    /** Its entry is gone though it may go on. */
    void lost() {
        lost = true;
    }
}
