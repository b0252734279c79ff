// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The age of a finding, in words. No phrase may suggest that it is known when a wait of the first look began. */
final class Ages {
    private Ages() {}

    static String of(double seconds, boolean atLeast) {
        return (atLeast ? "for at least " : "for ") + Phrases.age(seconds);
    }

    /** Returns the age in parentheses after the summary, or empty if the threads are gone. */
    static String oldest(Finding f) {
        if (f.verdict() == Verdict.RECLAIMED) {
            return "";
        }
        return (f.count() == 1 ? " (" : " (the oldest ") + of(f.oldestSeconds(), isAtLeast(f)) + ')';
    }

    /** Explains once what "at least" means. {@code attached} says that the agent came while the program ran. */
    static String atLeast(List<Finding> findings, boolean attached) {
        for (Finding f : findings) {
            if (f.verdict() != Verdict.RECLAIMED && isAtLeast(f)) {
                return "\"At least\": since before the agent" + (attached ? " came" : "'s first look") + '.';
            }
        }
        return "";
    }

    /** Returns when the first wait began and, if known, how many waits there were an hour ago. */
    static String since(Finding f, Snapshot s) {
        String since = isAtLeast(f) ? sinceBefore(f, s) : sinceFirstSeen(f, s);
        return f.countHourAgo() == null
                ? since
                : since + "; " + Phrases.number(f.count()) + " now, " + Phrases.number(f.countHourAgo())
                        + " an hour ago";
    }

    /** Returns the date of the first wait and its age. If that wait is long over, the age follows from the date. */
    private static String sinceFirstSeen(Finding f, Snapshot s) {
        String began = Phrases.time(f.firstSeen());
        boolean lasts = !f.threads().isEmpty()
                && Phrases.time(f.threads().get(0).since()).equals(began);
        return began + ", " + (lasts ? ago(f, f.firstSeen(), s) : ago(f.firstSeen(), s));
    }

    /** Returns the date of the first look, which is the thread's: {@code firstSeen} knows no earlier time. */
    private static String sinceBefore(Finding f, Snapshot s) {
        Instant look = f.threads().get(0).since();
        String before = s.agent().attached()
                ? "before the agent came (it looked first at " + Phrases.time(look) + ')'
                : "before the agent's first look at " + Phrases.time(look);
        return before + ", at least " + ago(f, look, s);
    }

    /** Returns the age as the summary has it: dates read from a report are whole seconds, and could differ by one. */
    private static String ago(Finding f, Instant since, Snapshot s) {
        // The age of a wait that is over no longer grows.
        return f.verdict() == Verdict.RECLAIMED ? ago(since, s) : Phrases.age(f.oldestSeconds()) + " ago";
    }

    private static String ago(Instant since, Snapshot s) {
        return Phrases.age((double) Duration.between(since, s.at()).toSeconds()) + " ago";
    }

    /** Checks the first thread, the oldest: waits that the first look found are older than those that began later. */
    private static boolean isAtLeast(Finding f) {
        return !f.threads().isEmpty() && f.threads().get(0).atLeast();
    }
}
