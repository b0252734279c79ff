// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Finding;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history of findings: when each was first seen, and its count an hour ago. A count holds until the next look,
 * however long the interval. The last count of each minute is kept. A fingerprint that has been gone for more than an
 * hour is forgotten.
 */
public final class History {
    private static final long MINUTE = 60_000_000_000L;
    private static final int HOUR = 60;

    /** Past this number, findings that are over are forgotten at once. */
    private static final int MOST = 10_000;

    private final long start;
    private final Map<String, Past> pasts = new HashMap<>();
    private long looks;

    /** Takes the time at which the agent began to watch, in nanoseconds on the look's clock. */
    public History(long start) {
        this.start = start;
    }

    /** Returns the same findings with their history. {@code nanos} is now. */
    public List<Finding> remember(List<Finding> findings, long nanos) {
        long minute = (nanos - start) / MINUTE;
        List<Finding> dated = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            Past past = pasts.computeIfAbsent(finding.fingerprint(), f -> new Past(finding.firstSeen()));
            if (finding.firstSeen().isBefore(past.firstSeen)) {
                past.firstSeen = finding.firstSeen();
            }
            past.count(minute, finding.count());
            past.look = looks;
            dated.add(finding.toBuilder()
                    .history(past.firstSeen, past.hourAgo(minute))
                    .build());
        }
        boolean tooMany = pasts.size() > MOST;
        for (Iterator<Past> it = pasts.values().iterator(); it.hasNext(); ) {
            Past past = it.next();
            if (past.look != looks) {
                past.count(minute, 0);
                if (tooMany || past.isOver()) {
                    it.remove();
                }
            }
        }
        looks++;
        return dated;
    }

    /** The count that held from this minute on. */
    private record Count(long minute, int count) {}

    private static final class Past {
        private Instant firstSeen;
        private long look;

        /** Changes of the count, oldest first. Once one is an hour old, the first holds the count of an hour ago. */
        private final Deque<Count> counts = new ArrayDeque<>();

        Past(Instant firstSeen) {
            this.firstSeen = firstSeen;
        }

        void count(long minute, int count) {
            Count last = counts.peekLast();
            if (last != null && last.minute == minute) {
                counts.removeLast();
                last = counts.peekLast();
            }
            if (last == null || last.count != count) {
                counts.addLast(new Count(minute, count));
            }
            forgetBefore(minute - HOUR);
        }

        /** Forgets all but the last count from before a minute, since that count held until the next one. */
        private void forgetBefore(long minute) {
            Count last = counts.removeFirst();
            while (!counts.isEmpty() && counts.getFirst().minute <= minute) {
                last = counts.removeFirst();
            }
            counts.addFirst(last);
        }

        /** Returns the count an hour ago, or null if the agent has watched for less than an hour. */
        @Nullable
        Integer hourAgo(long minute) {
            if (minute < HOUR) {
                return null;
            }
            Count first = counts.getFirst();
            return first.minute <= minute - HOUR ? first.count : 0;
        }

        /** Reports whether the finding was gone an hour ago and has been since. */
        boolean isOver() {
            return counts.size() == 1 && counts.getFirst().count == 0;
        }
    }
}
