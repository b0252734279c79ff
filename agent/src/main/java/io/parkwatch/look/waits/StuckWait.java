// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;
import java.lang.ref.PhantomReference;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

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

    /** Null if nobody watches whether the collector reclaims the thread. */
    private @Nullable PhantomReference<Thread> thread;

    private @Nullable CountDownLatch ended;

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

    /**
     * Watches whether the collector reclaims the thread while it waits: the reference is cleared then, but the latch
     * that the thread's end would have opened is closed. Neither of them holds the thread, as long as nobody joins it.
     */
    void watch(PhantomReference<Thread> reference, CountDownLatch termination) {
        thread = reference;
        ended = termination;
    }

    void unwatch() {
        thread = null;
        ended = null;
    }

    @Nullable
    CountDownLatch latch() {
        return ended;
    }

    boolean isReclaimed() {
        return thread != null && ended != null && ended.getCount() > 0 && thread.refersTo(null);
    }
}
