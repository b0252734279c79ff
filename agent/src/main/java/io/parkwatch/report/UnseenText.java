// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Carriers;
import io.parkwatch.finding.Printable;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Unseen.Blind;
import io.parkwatch.finding.Unseen.LeftOut;
import io.parkwatch.finding.Unseen.Why;
import java.util.ArrayList;
import java.util.List;

/** What a look did not judge, in words. */
public final class UnseenText {
    private UnseenText() {}

    /** What stands behind "nothing that Parkwatch sees is stuck"; empty: all was seen, and nothing is stuck. */
    public static String unsaid(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (Blind row : s.blind()) {
            String why = why(row);
            parts.add(members(row) + (row.threads() == 1 ? " is" : " are") + " not seen"
                    + (why.isEmpty() ? "" : ": " + why));
        }
        if (s.unread() > 0) {
            parts.add(unread(s));
        }
        if (isStarved(s)) {
            parts.add(carriers(s));
        }
        return String.join("; ", parts);
    }

    /** Whether virtual threads get no carrier. */
    static boolean isStarved(Snapshot s) {
        Carriers carriers = s.unseen().carriers();
        return carriers != null && carriers.ready() > 0;
    }

    /**
     * {@code 20 virtual threads are ready to run and have no carrier, for 33 s: all 2 carriers are pinned}; empty: they
     * have.
     */
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

    /** Below a headline that counts what is stuck; empty: nothing of a kind that is not seen. */
    public static String notSeen(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (Blind row : s.blind()) {
            String why = why(row);
            parts.add(members(row) + (why.isEmpty() ? "" : " (" + why + ')'));
        }
        return parts.isEmpty() ? "" : "Not seen: " + String.join("; ", parts) + '.';
    }

    /** {@code 8,357 old waits are not read yet}. */
    static String unread(Snapshot s) {
        return Phrases.count(s.unread(), "old wait") + (s.unread() == 1 ? " is" : " are") + " not read yet";
    }

    /** Empty: nothing was left out. */
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
            default -> '(' + Printable.of(why) + ')'; // a newer agent's
        };
    }

    /** {@code 1 virtual thread in monitors}. */
    private static String members(Blind row) {
        String text = Printable.of(row.text());
        int colon = text.indexOf(": ");
        String kind = colon < 0 ? text : text.substring(0, colon);
        return row.threads() == 0
                ? kind
                : Phrases.number(row.threads()) + ' ' + (row.threads() == 1 ? one(kind) : kind);
    }

    private static String one(String kind) {
        String singular = once(kind, "threads", "thread");
        return once(
                singular.equals(kind) ? once(kind, "coroutines", "coroutine") : singular, "that wait", "that waits");
    }

    /** Where the word stands first, and ends there. */
    private static String once(String text, String word, String by) {
        int at = text.indexOf(word);
        int end = at + word.length();
        return at < 0 || (end < text.length() && Character.isLetterOrDigit(text.charAt(end)))
                ? text
                : text.substring(0, at) + by + text.substring(end);
    }

    private static String why(Blind row) {
        String text = Printable.of(row.text());
        int colon = text.indexOf(": ");
        return colon < 0 ? "" : text.substring(colon + 2);
    }
}
