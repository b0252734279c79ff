// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot.Ended;
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
 * The history of findings: when each was first seen, its counts in the last hour, and when it ended. A count holds
 * until the next look, however long the interval. The last count of each minute is kept. A fingerprint that has been
 * gone for more than an hour is forgotten.
 */
public final class History {
    private static final long MINUTE = 60_000_000_000L;
    private static final int HOUR = 60;

    /** The distance of the counts that a finding shows, in minutes. */
    private static final int STEP = 5;

    /** Past this number, findings that are over are forgotten at once. */
    private static final int MOST = 10_000;

    private final long start;
    private final Map<String, Past> pasts = new HashMap<>();
    private List<Ended> ended = List.of();
    private long looks;

    /** Takes the time at which the agent began to watch, in nanoseconds on the look's clock. */
    public History(long start) {
        this.start = start;
    }

    /** Returns the same findings with their history. {@code nanos} and {@code date} are now. */
    public List<Finding> remember(List<Finding> findings, long nanos, Instant date) {
        long minute = (nanos - start) / MINUTE;
        List<Finding> dated = new ArrayList<>(findings.size());
        for (Finding finding : findings) {
            Past past = pasts.computeIfAbsent(finding.fingerprint(), f -> new Past(finding));
            if (finding.firstSeen().isBefore(past.firstSeen)) {
                past.firstSeen = finding.firstSeen();
            }
            past.count(minute, finding.count());
            past.look = looks;
            if (finding.count() > finding.reclaimed()) {
                past.stands(finding);
            } else {
                past.end(minute, date);
            }
            dated.add(finding.toBuilder()
                    .history(past.firstSeen, past.hourAgo(minute))
                    .lastHour(past.lastHour(minute))
                    .build());
        }
        forget(minute, date);
        looks++;
        return dated;
    }

    /** Returns the findings of the last hour that the last look had no more, the last to end first. */
    public List<Ended> ended() {
        return ended;
    }

    private void forget(long minute, Instant date) {
        List<Ended> gone = new ArrayList<>();
        boolean tooMany = pasts.size() > MOST;
        for (Iterator<Past> it = pasts.values().iterator(); it.hasNext(); ) {
            Past past = it.next();
            if (past.look != looks) {
                past.count(minute, 0);
                Ended end = past.end(minute, date);
                if (tooMany || past.isOver()) {
                    it.remove();
                } else if (minute - past.endMinute < HOUR) {
                    gone.add(end);
                }
            }
        }
        if (gone.size() > 1) {
            gone.sort((a, b) -> b.endedAt().compareTo(a.endedAt()));
        }
        ended = gone;
    }

    /** The count that held from this minute on. */
    private record Count(long minute, int count) {}

    private static final class Past {
        private final String fingerprint;
        private Instant firstSeen;
        private String summary;
        private int most;
        private long look;

        /** Null while some of its threads are stuck. */
        private @Nullable Ended end;

        private long endMinute;

        /** The counts that were shown last, and in which minute. */
        private List<Integer> shown = List.of();

        private long shownIn = -1;

        /** Changes of the count, oldest first. Once one is an hour old, the first holds the count of an hour ago. */
        private final Deque<Count> counts = new ArrayDeque<>();

        Past(Finding finding) {
            fingerprint = finding.fingerprint();
            firstSeen = finding.firstSeen();
            summary = finding.summary();
        }

        void stands(Finding finding) {
            summary = finding.summary();
            most = Math.max(most, finding.count() - finding.reclaimed());
            end = null;
        }

        /** Returns its end, which is now unless it was before. */
        Ended end(long minute, Instant date) {
            Ended known = end;
            if (known == null) {
                known = new Ended(fingerprint, summary, date, Math.max(1, most));
                end = known;
                endMinute = minute;
            }
            return known;
        }

        void count(long minute, int count) {
            Count last = counts.peekLast();
            if (last != null && last.minute == minute) {
                counts.removeLast();
                last = counts.peekLast();
            }
            if (last == null || last.count != count) {
                counts.addLast(new Count(minute, count));
                shownIn = -1;
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

        /** Returns the counts of the last hour, as far as the agent has watched; empty if that is but one. */
        List<Integer> lastHour(long minute) {
            if (minute < STEP) {
                return List.of();
            }
            if (shownIn != minute) {
                List<Integer> steps = new ArrayList<>(HOUR / STEP);
                Iterator<Count> changes = counts.iterator();
                @Nullable Count next = changes.next();
                int count = 0;
                for (long at = Math.max(minute % STEP, minute - HOUR + STEP); at <= minute; at += STEP) {
                    while (next != null && next.minute <= at) {
                        count = next.count;
                        next = changes.hasNext() ? changes.next() : null;
                    }
                    steps.add(count);
                }
                shown = steps;
                shownIn = minute;
            }
            return shown;
        }

        /** Reports whether the finding was gone an hour ago and has been since. */
        boolean isOver() {
            return counts.size() == 1 && counts.getFirst().count == 0;
        }
    }
}
