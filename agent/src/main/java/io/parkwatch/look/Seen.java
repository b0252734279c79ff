// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.Unseen;
import io.parkwatch.finding.Watched;
import io.parkwatch.look.waits.OldWait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look saw.
 *
 * @param number of the look
 * @param coroutines what waits and holds no thread; null: no library for that was met
 * @param old every wait past the threshold that was looked at closely
 * @param fresh those of them that this look saw as old first
 * @param taken stuck waits of virtual threads that the collector took since the last look
 * @param nextOld when the youngest wait that is not yet old becomes so, nanoseconds; MAX_VALUE: none
 * @param nextNew when those that this look saw first become old, nanoseconds; MAX_VALUE: there are none
 * @param age from the end of the first look to the beginning of this one, nanoseconds: the age of a wait that the first
 *     one found
 * @param unseen what it did not judge
 * @param closeNanos CPU time that the close looks took
 */
public record Seen(
        int number,
        Watched.States platform,
        Watched.States virtual,
        Watched.@Nullable States coroutines,
        List<OldWait> old,
        List<OldWait> fresh,
        List<OldWait> taken,
        long nextOld,
        long nextNew,
        long age,
        Unseen unseen,
        long closeNanos) {}
