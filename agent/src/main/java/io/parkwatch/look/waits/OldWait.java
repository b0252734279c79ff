// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import org.jspecify.annotations.Nullable;

/**
 * A wait that was examined closely. Kept while it lasts.
 *
 * @param blocker identity hash of the blocker, or of a coroutine's select; 0 if none. Another blocker means another
 *     wait, and the object itself is not held
 * @param stuck follows the wait; null if it is not stuck
 */
public record OldWait(
        int blocker,
        Observation observation,
        Classification is,
        @Nullable StuckWait stuck) {

    public OldWait(int blocker, Observation observation, Classification is) {
        this(
                blocker,
                observation,
                is,
                is instanceof Classification.Stuck stuck ? new StuckWait(stuck, observation, blocker) : null);
    }

    public static int hash(@Nullable Object blocker) {
        return System.identityHashCode(blocker);
    }

    /** Reports whether another outcome is of this wait. Both are of one thread. */
    public boolean isSameAs(OldWait other) {
        return observation.sinceNanos() == other.observation.sinceNanos() && blocker == other.blocker;
    }

    /** Records that a look saw the wait. */
    void see(int look) {
        if (stuck != null) {
            stuck.seenAt = look;
        }
    }

    /** Records that the entry is gone though the wait may last: its end can't be determined. */
    void lose() {
        if (stuck != null) {
            stuck.lose();
        }
    }

    /** Returns the same wait, for a lock that nobody holds. */
    OldWait ofFreeLock() {
        return new OldWait(blocker, observation.ofFreeLock(), is, stuck);
    }

    /** Returns the same wait with a verdict. */
    public OldWait with(Verdict verdict, @Nullable WhyNot whyNot) {
        OldWait now = new OldWait(blocker, observation.with(verdict, whyNot), is, stuck);
        if (stuck != null) {
            stuck.judge(now.observation);
        }
        return now;
    }

    /**
     * Returns the same wait, which no collector can prove: because of {@code why}, or as its thread is a platform's.
     */
    OldWait unproved(WhyNot why) {
        return with(Verdict.STUCK, observation.virtual() ? why : WhyNot.PLATFORM);
    }
}
