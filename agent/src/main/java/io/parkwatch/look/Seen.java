// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.finding.BlindSpots;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.look.waits.OldWait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look saw.
 *
 * @param number of the look
 * @param coroutines waits that hold no thread; null if no library for that was met
 * @param old every wait past the threshold that was examined closely
 * @param fresh the waits in {@code old} that became old in this look
 * @param taken stuck waits of virtual threads that the collector reclaimed since the last look
 * @param nextOld when the next wait becomes old, nanoseconds; MAX_VALUE if there is none
 * @param nextNew when the waits that this look saw first become old, nanoseconds; MAX_VALUE if there are none
 * @param age from the end of the first look to the beginning of this one, nanoseconds: the age of a wait that the first
 *     look found
 * @param unseen what the look did not judge
 * @param closeNanos CPU time that the close looks took
 */
public record Seen(
        int number,
        ThreadCounts.States platform,
        ThreadCounts.States virtual,
        ThreadCounts.@Nullable States coroutines,
        List<OldWait> old,
        List<OldWait> fresh,
        List<OldWait> taken,
        long nextOld,
        long nextNew,
        long age,
        BlindSpots unseen,
        long closeNanos) {}
