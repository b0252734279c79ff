// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Watched;
import java.util.List;

/**
 * What one look saw.
 *
 * @param old every wait past the threshold that was looked at closely
 * @param fresh those of them that this look saw as old first
 * @param nextOld when the youngest wait that is not yet old becomes so, nanoseconds; MAX_VALUE: none
 * @param closeNanos CPU time that the close looks took
 */
record Seen(
        Watched.States platform,
        Watched.States virtual,
        List<OldWait> old,
        List<OldWait> fresh,
        long nextOld,
        long closeNanos) {}
