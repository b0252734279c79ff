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
        return (f.count() == 1 ? " (" : " (the oldest ") + of(f.oldestSeconds(), f.isAtLeast()) + ')';
    }

    /** Explains once what "at least" means. {@code attached} says that the agent came while the program ran. */
    static String atLeast(List<Finding> findings, boolean attached) {
        for (Finding f : findings) {
            if (f.verdict() != Verdict.RECLAIMED && f.isAtLeast()) {
                return "\"At least\": since before the agent" + (attached ? " came" : "'s first look") + '.';
            }
        }
        return "";
    }

    /** Returns when the first wait began and, if known, how many waits there were an hour ago. */
    static String since(Finding f, Snapshot s) {
        boolean atLeast = f.isAtLeast();
        // Of a wait that the first look found, no earlier time is known than that look, which is the thread's.
        Instant began = atLeast ? f.threads().get(0).since() : f.firstSeen();
        String date = Phrases.time(began);
        boolean lasts = !f.threads().isEmpty()
                && Phrases.time(f.threads().get(0).since()).equals(date);
        // The age is as the summary has it: dates read from a report are whole seconds, and could differ by one. The
        // age of a wait that is over no longer grows.
        double age = lasts && f.verdict() != Verdict.RECLAIMED
                ? f.oldestSeconds()
                : (double) Duration.between(began, s.at()).toSeconds();
        String before = s.agent().attached()
                ? "before the agent came (it looked first at " + date + "), at least "
                : "before the agent's first look at " + date + ", at least ";
        return (atLeast ? before : date + ", ") + Phrases.age(age) + " ago"
                + (f.countHourAgo() == null
                        ? ""
                        : "; " + Phrases.number(f.count()) + " now, " + Phrases.number(f.countHourAgo())
                                + " an hour ago");
    }
}
