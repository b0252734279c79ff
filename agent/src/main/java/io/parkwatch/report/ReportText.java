// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.text.Printable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders a snapshot as text for people: one sentence per finding, worst first, then the details. */
public final class ReportText {
    private static final int MOST_FINDINGS = 200;

    private ReportText() {}

    /** Returns the text of a look that has just ended. */
    public static String of(Snapshot s) {
        return of(s, null);
    }

    /**
     * Returns lines that end in {@code \n} and are free of control characters.
     *
     * @param stale how long ago the look ended if another look is overdue, else null
     */
    public static String of(Snapshot s, @Nullable Duration stale) {
        StringBuilder out = new StringBuilder();
        List<Finding> shown =
                s.findings().subList(0, Math.min(MOST_FINDINGS, s.findings().size()));
        headline(out, s, stale);
        sentences(out, s, shown);
        where(out, s);
        int number = 1;
        for (Finding finding : shown) {
            FindingText.append(out, number++, finding, s);
        }
        return out.toString();
    }

    /** Returns the first line: how many of all threads are stuck, or that this is not known, as in {@link #of}. */
    public static String headline(Snapshot s, @Nullable Duration stale) {
        return stale == null
                ? headline(s)
                : "What is stuck now is not known: the last look ended " + Phrases.age(stale.toMillis() / 1e3)
                        + " ago, and one is made every "
                        + Printable.of(s.agent().interval()) + '.';
    }

    private static String headline(Snapshot s) {
        ThreadCounts w = s.watched();
        String threshold = Printable.of(s.agent().threshold());
        String all = watched(w);
        int stuck = w.sum().stuck();
        String unsaid = BlindSpotsText.unsaid(s);
        if (stuck == 0 && !unsaid.isEmpty()) {
            return "Nothing that Parkwatch sees is stuck; " + unsaid + '.';
        }
        if (stuck == 0) {
            return "Nothing is stuck: none of " + all + " was seen waiting for " + threshold
                    + " or longer at one place of the program.";
        }
        return Phrases.number(stuck) + " of " + all + (stuck == 1 ? " is" : " are") + " stuck (waiting for " + threshold
                + " or longer)" + leaked(stuck, w.leaked()) + '.';
    }

    private static String watched(ThreadCounts w) {
        return w.coroutines() == null
                ? Phrases.count(w.sum().all(), "thread")
                : Phrases.number(w.sum().all()) + " threads and coroutines on channels";
    }

    private static String leaked(int stuck, int leaked) {
        if (leaked == 0) {
            return "";
        }
        String who = leaked == stuck ? (stuck == 1 ? "" : "all of them ") : Phrases.number(leaked) + " of them ";
        return ", " + who + "leaked: nothing in this JVM can ever wake " + (leaked == 1 ? "it" : "them");
    }

    private static void headline(StringBuilder out, Snapshot s, @Nullable Duration stale) {
        int stuck = s.watched().sum().stuck();
        line(out, headline(s, stale));
        if (stale != null && stuck > 0) {
            line(out, headline(s));
        }
        if (stuck > 0) {
            line(out, BlindSpotsText.notSeen(s));
        }
        if (stuck > 0 && BlindSpotsText.isStarved(s)) {
            line(out, BlindSpotsText.carriers(s) + '.');
        }
        if (stuck > 0 && s.unread() > 0) {
            line(out, BlindSpotsText.unread(s) + ": a later look says what they wait for.");
        }
        line(out, BlindSpotsText.leftOut(s));
        if (s.watched().reclaimed() > 0) {
            out.append(gone(s.watched()))
                    .append(" vanished in the last hour: the garbage collector took ")
                    .append(s.watched().reclaimed() == 1 ? "it while it waited.\n" : "them while they waited.\n");
        }
    }

    private static void line(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append(text).append('\n');
        }
    }

    private static String gone(ThreadCounts w) {
        return w.coroutines() == null
                ? Phrases.count(w.reclaimed(), "thread")
                : Phrases.count(w.reclaimed(), "thread or coroutine", "threads or coroutines");
    }

    private static void sentences(StringBuilder out, Snapshot s, List<Finding> shown) {
        long more = (long) s.findings().size() - shown.size() + s.findingsLeftOut();
        if (shown.isEmpty() && more <= 0) {
            return;
        }
        out.append('\n');
        int number = 1;
        for (Finding f : shown) {
            String ordinal = Integer.toString(number++);
            String word = FindingText.word(f.verdict());
            out.append(" ".repeat(Math.max(0, 3 - ordinal.length())))
                    .append(ordinal)
                    .append(". ")
                    .append(word)
                    .append(" ".repeat(Math.max(0, 9 - word.length()) + 2))
                    .append(Printable.of(f.summary()))
                    .append(Ages.oldest(f))
                    .append('\n');
        }
        String atLeast = Ages.atLeast(shown, s.agent().attached());
        out.append(atLeast.isEmpty() ? "" : "     " + atLeast);
        if (shown.isEmpty()) {
            out.append("     ").append(Phrases.count(more, "finding")).append(" left out of this report.\n");
        } else if (more > 0) {
            out.append("     and ").append(Phrases.count(more, "finding")).append(" more, less bad than these.\n");
        }
    }

    /** Appends the facts about the JVM, the agent and the look. */
    private static void where(StringBuilder out, Snapshot s) {
        out.append('\n');
        out.append(orElse(s.jvm().main(), "A JVM"))
                .append(", pid ")
                .append(s.jvm().pid())
                .append(
                        s.jvm().host() == null
                                ? ""
                                : " on " + Printable.of(s.jvm().host()))
                .append(", Java ")
                .append(Printable.of(s.jvm().java()))
                .append(", up since ")
                .append(Phrases.time(s.jvm().started()))
                .append(".\n");
        out.append("Seen at ")
                .append(Phrases.time(s.at()))
                .append(" by Parkwatch ")
                .append(Printable.of(s.agent().version()))
                .append(", which looks every ")
                .append(Printable.of(s.agent().interval()))
                .append(s.agent().attached() ? " and was attached while the program ran.\n" : ".\n");
        ThreadCounts w = s.watched();
        ThreadCounts.States all = w.sum();
        out.append("Of ")
                .append(Phrases.count(w.platform().all(), "platform thread"))
                .append(w.coroutines() == null ? " and " : ", ")
                .append(Phrases.count(w.virtual().all(), "virtual thread"))
                .append(
                        w.coroutines() == null
                                ? ""
                                : " and " + Phrases.count(w.coroutines().all(), "coroutine") + " on channels")
                .append(", ")
                .append(Phrases.number(all.running()))
                .append(" run, ")
                .append(Phrases.number(all.waiting()))
                .append(" wait and ")
                .append(Phrases.number(all.idle()))
                .append(" are idle.\n");
        ProofRun proof = s.proof();
        if (proof != null) {
            out.append("The garbage collector was last asked at ")
                    .append(Phrases.time(proof.at()))
                    .append(
                            proof.problem() == null
                                    ? ".\n"
                                    : ", and could prove nothing: " + Printable.of(proof.problem()) + ".\n");
        }
        if (s.main() != null) {
            out.append("The program's main waits ")
                    .append(s.main().end() ? "for the end of the program, " : "")
                    .append(Ages.of(s.main().seconds(), s.main().atLeast()))
                    .append(", at ")
                    .append(Printable.of(Limits.frame(s.main().waitsAt())))
                    .append(".\n");
        }
        for (Problem problem : s.problems()) {
            out.append("Does not work here: ")
                    .append(Printable.of(problem.text()))
                    .append('\n');
        }
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : Printable.of(Limits.name(text));
    }
}
