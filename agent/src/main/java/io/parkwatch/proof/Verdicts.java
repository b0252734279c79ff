// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.finding.WhyNot;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one proof.
 *
 * @param proved ids of threads that nothing can wake, each with the one wait of which this was shown
 * @param strays those of them that the JDK holds no more, as a dropped executor's: the next collection takes them
 * @param whyNot of the others that were tried
 * @param problem why nothing could be told in this JVM; null: it could
 */
public record Verdicts(
        Map<Long, Long> proved,
        List<WeakReference<Thread>> strays,
        Map<Long, WhyNot> whyNot,
        @Nullable WhyNot problem) {

    /** Nothing was tried, or nothing can be told. */
    public static Verdicts none(@Nullable WhyNot problem) {
        return new Verdicts(Map.of(), List.of(), Map.of(), problem);
    }
}
