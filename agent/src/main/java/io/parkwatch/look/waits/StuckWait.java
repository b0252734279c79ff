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

    /** The thread that was last read as the holder, how it is known, and the number of that reading. */
    private long holder;

    private String how = "";
    private int heldAt = -1;

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

    /** Reports whether a holder was read in the reading {@code number}. */
    public boolean isHeldAt(int number) {
        return heldAt == number;
    }

    /** Records the holder that a reading found. Returns whether the reading before it found the same. */
    public boolean hold(long thread, String known, int number) {
        boolean again = heldAt == number - 1 && holder == thread && how.equals(known);
        holder = thread;
        how = known;
        heldAt = number;
        return again;
    }

    /** Records that the entry is gone though the wait may last: its end can't be determined. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
