// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

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
        return String.join("; ", parts);
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
        return Words.count(s.unread(), "old wait") + (s.unread() == 1 ? " is" : " are") + " not read yet";
    }

    /** Empty: nothing was left out. */
    static String leftOut(Snapshot s) {
        List<String> parts = new ArrayList<>();
        for (LeftOut row : s.unseen().leftOut()) {
            parts.add(Words.number(row.threads()) + ' ' + where(row.why()));
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
        String kind = Printable.of(row.text()).split(": ", 2)[0];
        return Words.number(row.threads())
                + ' '
                + (row.threads() == 1 ? kind.replaceFirst("(thread|coroutine)s\\b", "$1") : kind);
    }

    private static String why(Blind row) {
        String[] parts = Printable.of(row.text()).split(": ", 2);
        return parts.length == 1 ? "" : parts[1];
    }
}
