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

    /** The threads that were last read as holders, how each is known, and the number of that reading. */
    private long[] holders = {};

    private String[] hows = {};
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

    /** Reports whether this holder was read in the reading {@code number}. Looks first where it is most likely. */
    public boolean isHeldAt(int number, int likely, long thread, String how) {
        for (int i = 0; heldAt == number && i < holders.length; i++) {
            int at = (likely + i) % holders.length;
            if (holders[at] == thread && hows[at].equals(how)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many holders were read last. */
    public int holders() {
        return holders.length;
    }

    /** Records the holders that the reading {@code number} found: their ids, and how each is known. */
    public void hold(long[] threads, String[] known, int number) {
        holders = threads;
        hows = known;
        heldAt = number;
    }

    /** Records that the reading {@code number} found the same holders. */
    public void holdOn(int number) {
        heldAt = number;
    }

    /** Records that the entry is gone though the wait may last: its end can't be determined. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }
}
