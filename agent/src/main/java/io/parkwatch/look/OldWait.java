// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Observation;

/**
 * A wait that was looked at closely; kept while it lasts.
 *
 * @param blocker identity hash of the blocker, 0 for none: another blocker is another wait, and the object itself is not held
 */
record OldWait(int blocker, Observation observation, Classified is) {

    static int hash(@org.jspecify.annotations.Nullable Object blocker) {
        return System.identityHashCode(blocker);
    }
}
