// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.HeldBy;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Holder;
import java.util.List;

/** Prints who holds what the threads of a finding wait for, and the circle that they are in. */
final class HolderText {
    private static final int MOST_LINKS = 20;

    private HolderText() {}

    /** Appends what is proved about deadlocked threads. */
    static void proof(StringBuilder out, Finding f) {
        if (f.deadlocked() == 0) {
            return;
        }
        boolean all = f.deadlocked() == f.count();
        String them = all ? f.count() == 1 ? "it" : "them" : Phrases.number(f.deadlocked()) + " of them";
        String why = f.circle().isEmpty()
                ? "the holder has ended"
                : f.circle().size() == 1
                        ? "it waits for what it holds"
                        : (f.circles() > 1 ? "circles" : "a circle") + ", in which each waits for the next";
        String end = f.endedBy().isEmpty() ? "Nothing" : "Only an " + String.join(" or ", f.endedBy());
        out.append("Proved: " + why + ". " + end + " ends " + them + ".\n");
    }

    /** Appends the rows of the holders and the circle. */
    static void append(StringBuilder out, Finding f) {
        Holder holder = f.holder();
        if (holder != null) {
            Rows.add(out, label(holder), text(holder, f.fingerprint()));
            for (HeldBy other : Limits.first(MOST_LINKS, f.alsoHeldBy())) {
                Rows.add(
                        out,
                        "",
                        "also " + Phrases.number(other.count()) + " by " + text(other.holder(), f.fingerprint()));
            }
        }
        List<Link> circle = Limits.first(MOST_LINKS, f.circle());
        for (int i = 0; i < circle.size(); i++) {
            Link link = circle.get(i);
            Link next = circle.get((i + 1) % circle.size());
            boolean isNext =
                    link.heldBy().equals(next.thread()) || next.thread().isEmpty();
            Rows.add(
                    out,
                    i == 0 ? "Circle" : "",
                    Rows.who(link.thread(), "#" + link.id()) + " waits for " + link.waitsFor() + ", held by "
                            + (isNext ? Rows.who(next.thread(), "#" + next.id()) : Limits.name(link.heldBy())));
            Frame at = link.waitsAt();
            Rows.add(out, "", at == null ? "" : "  at " + Limits.frame(at));
        }
        if (f.circles() > 1) {
            Rows.add(out, "", "and " + Phrases.count(f.circles() - 1, "more circle", "more circles") + " like it");
        }
        if (f.behind() > 0) {
            boolean one = f.behind() == 1;
            Rows.add(
                    out,
                    "Behind it",
                    Phrases.count(f.behind(), "thread")
                            + (one ? " waits, in the end, for this" : " wait, in the end, for this"));
        }
        Rows.add(out, "Comes from", f.root() == null ? "" : "finding #" + Limits.name(f.root()));
    }

    private static String label(Holder holder) {
        return holder.how().equals(Holder.JOINED) ? "Waits for" : "Held by";
    }

    private static String text(Holder holder, String own) {
        Frame at = holder.at();
        String fingerprint = holder.fingerprint();
        return Rows.who(holder.name(), "#" + holder.id())
                + (holder.how().equals(Holder.JOINED) ? "" : ", " + Limits.name(holder.how()))
                + (holder.state() == null ? "" : ", " + Limits.name(holder.state()))
                + (at == null ? "" : " at " + Limits.frame(at))
                + (fingerprint == null
                        ? ""
                        : fingerprint.equals(own) ? ", in this finding" : ", finding #" + Limits.name(fingerprint));
    }
}
