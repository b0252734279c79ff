// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one proof.
 *
 * @param proved ids of threads that nothing can wake, each with the one wait for which this was shown
 * @param strays proved threads that the JDK no longer holds, such as a dropped executor's: the next collection takes
 *     them
 * @param whyNot the reason for each other thread that was tried
 * @param problem why nothing could be determined in this JVM; null if it could
 */
public record Verdicts(
        Map<Long, Long> proved,
        List<WeakReference<Thread>> strays,
        Map<Long, WhyNot> whyNot,
        @Nullable WhyNot problem) {

    /** Returns the verdicts if nothing was tried or nothing can be determined. */
    public static Verdicts none(@Nullable WhyNot problem) {
        return new Verdicts(Map.of(), List.of(), Map.of(), problem);
    }
}
