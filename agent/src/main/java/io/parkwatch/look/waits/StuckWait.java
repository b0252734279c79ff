// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;

/** A stuck wait, followed from look to look until it has ended or the collector has reclaimed its thread. */
public final class StuckWait {
    private final Classification.Stuck is;
    private Observation observation;

    /** Distinguishes one select from another; 0 if the wait is no select. */
    final int select;

    /** The last look that saw the wait. */
    int seenAt;

    /** The last count of {@link Ends} that contained it. */
    int countedAt = -1;

    /** Whether the entry is gone though the wait may last. */
    private boolean lost;

    /** {@code blocker} is an identity hash, for a coroutine that of its select. */
    StuckWait(Classification.Stuck is, Observation observation, int blocker) {
        this.is = is;
        this.observation = observation;
        this.select = observation.coroutine() ? blocker : 0;
    }

    public Classification.Stuck is() {
        return is;
    }

    /** Returns the observation with the last verdict. */
    public Observation observation() {
        return observation;
    }

    void judge(Observation now) {
        observation = now;
    }

    /** Records that the entry is gone though the wait may last: its end can't be determined. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
