// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What findings were like before: when each was first seen, and its count an hour ago. One count a minute is kept of each; a
 * fingerprint that has been gone for more than an hour is forgotten.
 */
public final class History {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MINUTES = 61;

    /** What is over is forgotten sooner when there are more. */
    private static final int MOST = 10_000;

    private final long start;
    private final Map<String, Past> pasts = new HashMap<>();

    /** {@code start}: when the agent began to watch, nanoseconds on the look's clock. */
    public History(long start) {
        this.start = start;
    }

    /** The same findings with what is known of their past. {@code nanos}: now. */
    public List<Finding> remember(List<Finding> findings, long nanos) {
        long minute = (nanos - start) / MINUTE;
        List<Finding> dated = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            Past past = pasts.computeIfAbsent(finding.fingerprint(), f -> new Past(finding.firstSeen()));
            past.count(minute, finding.count());
            Instant first = past.firstSeen.isBefore(finding.firstSeen()) ? past.firstSeen : finding.firstSeen();
            dated.add(with(finding, first, past.hourAgo(minute)));
        }
        pasts.values().removeIf(past -> past.last < minute - (pasts.size() > MOST ? 0 : MINUTES));
        return dated;
    }

    private static Finding with(Finding f, Instant firstSeen, @Nullable Integer hourAgo) {
        return new Finding(
                f.fingerprint(),
                f.verdict(),
                f.role(),
                f.operation(),
                f.summary(),
                f.advice(),
                f.count(),
                f.leaked(),
                f.oldestSeconds(),
                firstSeen,
                hourAgo,
                f.waitsAt(),
                f.channel(),
                f.threads(),
                f.stack(),
                f.createdAt(),
                f.alsoCreatedAt());
    }

    private static final class Past {
        private final Instant firstSeen;
        private final int[] counts = new int[MINUTES];
        private final long[] minutes = new long[MINUTES];
        private long last;

        Past(Instant firstSeen) {
            this.firstSeen = firstSeen;
            java.util.Arrays.fill(minutes, -1);
        }

        void count(long minute, int count) {
            counts[(int) (minute % MINUTES)] = count;
            minutes[(int) (minute % MINUTES)] = minute;
            last = minute;
        }

        /** Null while the agent has watched for less than an hour; 0 if there was nothing then. */
        @Nullable
        Integer hourAgo(long minute) {
            long then = minute - (MINUTES - 1);
            if (then < 0) {
                return null;
            }
            int slot = (int) (then % MINUTES);
            return minutes[slot] == then ? (Integer) counts[slot] : (Integer) 0;
        }
    }
}
