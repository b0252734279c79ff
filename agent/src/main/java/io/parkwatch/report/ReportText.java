// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Snapshot.MainWait;
import io.parkwatch.finding.Snapshot.ProofRun;
import io.parkwatch.finding.ThreadCounts;
import io.parkwatch.finding.ThreadCounts.States;
import io.parkwatch.text.Printable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders a snapshot as text for people: one sentence per finding, worst first, then the details. */
public final class ReportText {
    private static final int MOST_FINDINGS = 200;

    private ReportText() {}

    /** Returns lines; {@code stale} is how long ago the look ended if another is overdue, else null. */
    public static String of(Snapshot s, @Nullable Duration stale) {
        StringBuilder out = new StringBuilder();
        List<Finding> shown = Limits.first(MOST_FINDINGS, s.findings());
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
                + " or longer)" + leaked(stuck, w.leaked()) + deadlocked(stuck, w.deadlocked()) + '.';
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

    private static String deadlocked(int stuck, int deadlocked) {
        return deadlocked == 0
                ? ""
                : ", "
                        + (deadlocked < stuck
                                ? Phrases.number(deadlocked) + " of them "
                                : stuck == 1 ? "" : "all of them ")
                        + "deadlocked";
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
        String carriers = BlindSpotsText.carriers(s);
        if (stuck > 0 && !carriers.isEmpty()) {
            line(out, carriers + '.');
        }
        if (stuck > 0 && s.unseen().unread() > 0) {
            line(out, BlindSpotsText.unread(s) + ": a later look says what they wait for.");
        }
        line(out, BlindSpotsText.leftOut(s));
        int gone = s.watched().reclaimed();
        if (gone > 0) {
            boolean coroutines = s.watched().coroutines() != null;
            line(
                    out,
                    Phrases.count(
                                    gone,
                                    coroutines ? "thread or coroutine" : "thread",
                                    coroutines ? "threads or coroutines" : "threads")
                            + " vanished in the last hour: the garbage collector took "
                            + (gone == 1 ? "it while it waited." : "them while they waited."));
        }
    }

    private static void line(StringBuilder out, String text) {
        if (!text.isEmpty()) {
            out.append(text).append('\n');
        }
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
            String word = Phrases.verdict(f.verdict());
            line(
                    out,
                    " ".repeat(Math.max(0, 3 - ordinal.length())) + ordinal + ". " + word
                            + " ".repeat(Math.max(0, 9 - word.length()) + (f.root() == null ? 2 : 4))
                            + Printable.of(f.summary()) + Ages.oldest(f));
        }
        String atLeast = Ages.atLeast(shown, s.agent().attached());
        line(out, atLeast.isEmpty() ? "" : "     " + atLeast);
        if (more > 0) {
            String findings =
                    Phrases.number(more) + (shown.isEmpty() ? "" : " more") + (more == 1 ? " finding" : " findings");
            line(
                    out,
                    shown.isEmpty()
                            ? "     " + findings + " left out of this report."
                            : "     and " + findings + ", less severe than these.");
        }
    }

    private static void where(StringBuilder out, Snapshot s) {
        String main = s.jvm().main();
        String host = s.jvm().host();
        out.append('\n');
        line(
                out,
                (main == null ? "A JVM" : Printable.of(Limits.name(main)))
                        + ", pid " + s.jvm().pid()
                        + (host == null ? "" : " on " + Printable.of(host))
                        + ", Java " + Printable.of(s.jvm().java())
                        + ", up since " + Phrases.time(s.jvm().started()) + '.');
        line(
                out,
                "Seen at " + Phrases.time(s.at()) + " by Parkwatch "
                        + Printable.of(s.agent().version())
                        + ", which looks every " + Printable.of(s.agent().interval())
                        + (s.agent().attached() ? " and was attached while the program ran." : "."));
        States coroutines = s.watched().coroutines();
        States all = s.watched().sum();
        line(
                out,
                "Of " + Phrases.count(s.watched().platform().all(), "platform thread")
                        + (coroutines == null ? " and " : ", ")
                        + Phrases.count(s.watched().virtual().all(), "virtual thread")
                        + (coroutines == null
                                ? ""
                                : " and " + Phrases.count(coroutines.all(), "coroutine") + " on channels")
                        + ", " + Phrases.number(all.running()) + " run, " + Phrases.number(all.waiting()) + " wait and "
                        + Phrases.number(all.idle()) + " are idle.");
        ProofRun proof = s.proof();
        if (proof != null) {
            line(
                    out,
                    "The garbage collector was last asked at " + Phrases.time(proof.at())
                            + (proof.problem() == null
                                    ? "."
                                    : ", and could prove nothing: " + Printable.of(proof.problem()) + '.'));
        }
        MainWait wait = s.main();
        if (wait != null) {
            line(
                    out,
                    "The program's main waits " + (wait.end() ? "for the end of the program, " : "")
                            + Ages.of(wait.seconds(), wait.atLeast()) + ", at "
                            + Printable.of(Limits.frame(wait.waitsAt())) + '.');
        }
        for (Problem problem : s.problems()) {
            line(out, "Does not work here: " + Printable.of(problem.text()));
        }
    }
}
