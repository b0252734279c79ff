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

    /** Among what ends waits that are proved only where a pool is starved. */
    private static final String LARGER_POOL = "larger pool";

    private HolderText() {}

    /** Appends what is proved about deadlocked threads. */
    static void proof(StringBuilder out, Finding f) {
        if (f.deadlocked() == 0) {
            return;
        }
        String of = f.deadlocked() == f.count()
                ? ""
                : " for " + Phrases.number(f.deadlocked()) + " of the " + Phrases.number(f.count());
        boolean isStarved = f.endedBy().contains(LARGER_POOL);
        String why = f.circle().isEmpty()
                ? isStarved ? "only these threads run the tasks that they wait for" : "the holder has ended"
                : f.circle().size() == 1
                        ? "it waits for what it holds"
                        : (f.circles() > 1 ? "circles" : "a circle") + ", in which each waits for the next";
        String them = f.deadlocked() == 1 ? "it" : "them";
        String end = f.endedBy().isEmpty()
                ? "Nothing ends " + them
                : isStarved
                        ? "What could still end " + them + ": " + String.join(", ", f.endedBy())
                        : "Only an " + String.join(" or ", f.endedBy()) + " could still end " + them
                                + (f.circle().size() > 1 ? ", of a thread in the circle whose wait allows one" : "");
        out.append("Proved" + of + ": " + why + ". " + end + ".\n");
    }

    /** Appends the rows of the holders and the circle. */
    static void append(StringBuilder out, Finding f) {
        Holder holder = f.holder();
        if (holder != null) {
            boolean isItself = !holder.isCoroutine()
                    && !f.threads().isEmpty()
                    && f.threads().get(0).id() == holder.id();
            Rows.add(out, label(holder), (isItself ? "itself" : who(holder)) + text(holder, f));
        }
        boolean isFirst = holder == null;
        for (HeldBy other : Limits.first(MOST_LINKS, f.alsoHeldBy())) {
            String how = Phrases.number(other.count()) + " by " + who(other.holder()) + text(other.holder(), f);
            Rows.add(out, isFirst ? "Held by" : "", isFirst ? how : "also " + how);
            isFirst = false;
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
                    Rows.who(link.thread(), "#" + link.id()) + " waits for " + link.waitsFor()
                            + (link.isNextNamed()
                                    ? ""
                                    : ", held by "
                                            + (isNext
                                                    ? Rows.who(next.thread(), "#" + next.id())
                                                    : Limits.name(link.heldBy()))));
            Frame at = link.waitsAt();
            Rows.add(out, "", at == null ? "" : "  at " + Limits.frame(at));
        }
        if (f.circles() > 1) {
            Rows.add(out, "", "and " + Phrases.count(f.circles() - 1, "more circle", "more circles") + " like it");
        }
        if (f.deadlocked() == 0 && !circle.isEmpty()) {
            Rows.add(
                    out,
                    "",
                    "Not proved: a time-out, or somebody outside of the circle, may still end one of these waits.");
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
        return isNamedByLabel(holder) || holder.how().equals(Holder.WRITES_FIRST) ? "Waits for" : "Held by";
    }

    private static boolean isNamedByLabel(Holder holder) {
        return holder.how().equals(Holder.JOINED) || holder.how().equals(Holder.COROUTINE);
    }

    private static String who(Holder holder) {
        return Rows.who(holder.name(), holder.isCoroutine() ? "coroutine" : "#" + holder.id());
    }

    private static String text(Holder holder, Finding f) {
        Frame at = holder.at();
        String fingerprint = holder.fingerprint();
        return (isNamedByLabel(holder) ? "" : ", " + Limits.name(holder.how()))
                + (holder.state() == null ? "" : ", " + Limits.name(holder.state()))
                + (at == null ? "" : " at " + Limits.frame(at))
                + (fingerprint == null
                        ? ""
                        : fingerprint.equals(f.fingerprint())
                                ? ", in this finding"
                                : ", finding #" + Limits.name(fingerprint));
    }
}
