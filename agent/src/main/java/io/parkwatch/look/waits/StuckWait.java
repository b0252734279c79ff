// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;
import org.jspecify.annotations.Nullable;

/** A stuck wait, followed from look to look. */
final class StuckWait {
    final String fingerprint;
    /** Id of the thread that waits, or that a coroutine blocks; 0 if none. */
    final long thread;

    final boolean coroutine;
    /** Distinguishes one select from another; 0 if the wait is no select. */
    final int select;

    int look = -1;
    boolean lost;

    private StuckWait(String fingerprint, Observation of, int select) {
        this.fingerprint = fingerprint;
        this.thread = of.threadId();
        this.coroutine = of.coroutine();
        this.select = select;
    }

    /**
     * Returns the stuck wait; null if the wait is not stuck. {@code blocker} is an identity hash, for a coroutine that
     * of its select.
     */
    static @Nullable StuckWait of(Classification is, Observation observation, int blocker) {
        return is instanceof Classification.Stuck stuck
                ? new StuckWait(stuck.fingerprint(), observation, observation.coroutine() ? blocker : 0)
                : null;
    }

    /** Records that the entry is gone though the wait may last. */
    void lost() {
        lost = true;
    }
}
