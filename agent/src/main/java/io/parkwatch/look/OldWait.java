// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import org.jspecify.annotations.Nullable;

/**
 * A wait that was looked at closely; kept while it lasts.
 *
 * @param blocker identity hash of the blocker, 0 for none: another blocker is another wait, and the object itself is not held
 * @param reclaim tells whether the collector took the thread; null: nobody watches for that
 */
record OldWait(
        int blocker,
        Observation observation,
        Classified is,
        @Nullable Reclaim reclaim) {

    static int hash(@Nullable Object blocker) {
        return System.identityHashCode(blocker);
    }

    /** Notes that a look saw it. */
    void seen(int look) {
        if (reclaim != null) {
            reclaim.look = look;
        }
    }

    /** The same wait, of which now more is known. */
    OldWait with(Verdict verdict, @Nullable WhyNot whyNot) {
        OldWait now = new OldWait(blocker, observation.with(verdict, whyNot), is, reclaim);
        if (reclaim != null) {
            reclaim.wait = now;
        }
        return now;
    }
}
