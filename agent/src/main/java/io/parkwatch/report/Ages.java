// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a finding lasts, in words. Nobody knows when a wait began that the agent's first look met already: no word
 * here may sound as if somebody did.
 */
final class Ages {
    private Ages() {}

    /** {@code for 7 s}. */
    static String of(double seconds, boolean atLeast) {
        return (atLeast ? "for at least " : "for ") + Phrases.age(seconds);
    }

    /** In brackets behind the summary; empty where the threads are gone. */
    static String oldest(Finding f) {
        if (f.verdict() == Verdict.RECLAIMED) {
            return "";
        }
        return (f.count() == 1 ? " (" : " (the oldest ") + of(f.oldestSeconds(), isAtLeast(f)) + ')';
    }

    /** Says once what "at least" means; {@code attached}: the agent came while the program ran. */
    static String atLeast(List<Finding> findings, boolean attached) {
        for (Finding f : findings) {
            if (f.verdict() != Verdict.RECLAIMED && isAtLeast(f)) {
                return "\"At least\": since before the agent" + (attached ? " came" : "'s first look") + ".\n";
            }
        }
        return "";
    }

    /** When the first wait began, and how many there were an hour ago, where that is known. */
    static String since(Finding f, Snapshot s) {
        String since = isAtLeast(f) ? sinceBefore(f, s) : sinceFirstSeen(f, s);
        if (f.countHourAgo() == null) {
            return since;
        }
        return since + "; " + Phrases.number(f.count()) + " now, " + Phrases.number(f.countHourAgo()) + " an hour ago";
    }

    /** The first wait may be over for long: then only its date is known, else its age too. */
    private static String sinceFirstSeen(Finding f, Snapshot s) {
        String began = Phrases.time(f.firstSeen());
        boolean lasts = !f.threads().isEmpty()
                && Phrases.time(f.threads().get(0).since()).equals(began);
        return began + ", " + (lasts ? ago(f, f.firstSeen(), s) : ago(f.firstSeen(), s));
    }

    /**
     * The thread's date is that of the first look. {@code firstSeen} adds nothing: nothing is known of an earlier time,
     * so in the history it is the same but for steps of the host's clock. An agent that was there before the program
     * did not come after a wait began.
     */
    private static String sinceBefore(Finding f, Snapshot s) {
        Instant look = f.threads().get(0).since();
        String before = s.agent().attached()
                ? "before the agent came (it looked first at " + Phrases.time(look) + ')'
                : "before the agent's first look at " + Phrases.time(look);
        return before + ", at least " + ago(f, look, s);
    }

    /**
     * Of the oldest wait: as old as the summary has it, since dates that were read are whole seconds and would differ
     * by one.
     */
    private static String ago(Finding f, Instant since, Snapshot s) {
        boolean over = f.verdict() == Verdict.RECLAIMED; // its age stands still, the time does not
        return over ? ago(since, s) : Phrases.age(f.oldestSeconds()) + " ago";
    }

    private static String ago(Instant since, Snapshot s) {
        double seconds = Duration.between(since, s.at()).toSeconds();
        return Phrases.age(seconds) + " ago";
    }

    /** The oldest comes first, and whatever the first look met is older than what began later. */
    private static boolean isAtLeast(Finding f) {
        return !f.threads().isEmpty() && f.threads().get(0).atLeast();
    }
}
