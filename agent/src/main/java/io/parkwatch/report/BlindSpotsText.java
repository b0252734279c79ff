// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.BlindSpots.Blind;
import io.parkwatch.finding.BlindSpots.Carriers;
import io.parkwatch.finding.BlindSpots.LeftOut;
import io.parkwatch.finding.BlindSpots.Why;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Says what a look did not judge. */
public final class BlindSpotsText {
    private BlindSpotsText() {}

    /** Returns what follows "nothing that Parkwatch sees is stuck", or empty if everything was seen. */
    public static String unsaid(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (Blind row : s.unseen().blind()) {
            parts.add(members(row) + (row.threads() == 1 ? " is" : " are") + " not seen" + why(row, ": ", ""));
        }
        if (s.unseen().unread() > 0) {
            parts.add(unread(s));
        }
        String carriers = carriers(s);
        if (!carriers.isEmpty()) {
            parts.add(carriers);
        }
        return String.join("; ", parts);
    }

    /** Returns how many virtual threads are ready to run and have no carrier, since when and why; empty if none. */
    static String carriers(Snapshot s) {
        Carriers c = s.unseen().carriers();
        if (c == null || c.ready() == 0) {
            return "";
        }
        boolean one = c.ready() == 1;
        String age = (one ? ", for " : ", the oldest for ") + Phrases.age(c.readyOldestSeconds());
        return Phrases.count(c.ready(), "virtual thread") + (one ? " is" : " are") + " ready to run and"
                + (one ? " has" : " have") + " no carrier" + age + ": " + taken(c);
    }

    private static String taken(Carriers c) {
        if (c.pinned() == 0) {
            return c.parallelism() == 1
                    ? "another runs on the one carrier"
                    : "others run on the " + c.parallelism() + " carriers";
        }
        if (c.pinned() >= c.parallelism()) {
            return c.parallelism() == 1
                    ? "the one carrier is pinned"
                    : "all " + c.parallelism() + " carriers are pinned";
        }
        return c.pinned() + " of " + c.parallelism() + " carriers" + (c.pinned() == 1 ? " is" : " are") + " pinned";
    }

    /** Returns the line below a headline that counts stuck threads, or empty if no kind of threads is unseen. */
    public static String notSeen(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (Blind row : s.unseen().blind()) {
            parts.add(members(row) + why(row, " (", ")"));
        }
        return parts.isEmpty() ? "" : "Not seen: " + String.join("; ", parts) + '.';
    }

    /** Returns {@code 8,357 old waits are not read yet}. */
    static String unread(Snapshot s) {
        return Phrases.count(s.unseen().unread(), "old wait") + (s.unseen().unread() == 1 ? " is" : " are")
                + " not read yet";
    }

    static String leftOut(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (LeftOut row : s.unseen().leftOut()) {
            parts.add(Phrases.number(row.threads()) + ' ' + where(row.why()));
        }
        return parts.isEmpty() ? "" : "Left out: " + String.join(", ", parts) + '.';
    }

    private static String where(String why) {
        return switch (why) {
            case Why.SOCKET_READ -> "in socket reads";
            case Why.SLEEP -> "asleep";
            case Why.IGNORE -> "by the option ignore";
            case Why.IDLE_RULE -> "idle by rule";
            case Why.LIBRARY -> "in waits of libraries";
            default -> '(' + Printable.of(why) + ')'; // a word of a newer agent
        };
    }

    /** Returns {@code 1 virtual thread in monitors}. */
    private static String members(Blind row) {
        String text = Printable.of(row.text());
        int colon = text.indexOf(": ");
        String kind = colon < 0 ? text : text.substring(0, colon);
        if (row.threads() == 0) {
            return kind;
        }
        if (row.threads() == 1) {
            kind = once(once(once(kind, "threads", "thread"), "coroutines", "coroutine"), "that wait", "that waits");
        }
        return Phrases.number(row.threads()) + ' ' + kind;
    }

    /** Replaces the first occurrence of a word, unless it goes on after it. */
    private static String once(String text, String word, String by) {
        int at = text.indexOf(word);
        int end = at + word.length();
        return at < 0 || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))
                ? text
                : text.substring(0, at) + by + text.substring(end);
    }

    /** Returns the reason between two texts, or empty if the agent gives none. */
    private static String why(Blind row, String open, String close) {
        String text = Printable.of(row.text());
        int colon = text.indexOf(": ");
        return colon < 0 ? "" : open + text.substring(colon + 2) + close;
    }
}
