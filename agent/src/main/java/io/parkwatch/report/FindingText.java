// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Place;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.StuckThread;
import io.parkwatch.finding.Verdict;
import io.parkwatch.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the details of one finding as labelled rows: what to do comes before what was seen. */
final class FindingText {
    private static final int MOST_THREADS = 5;
    private static final int MOST_CREATION_FRAMES = 5;
    private static final int MOST_STACK_FRAMES = 15;

    private FindingText() {}

    static void append(StringBuilder out, int number, Finding f, Snapshot s) {
        String title = number + ". " + Phrases.verdict(f.verdict()) + ' '
                + f.role().word() + "  #" + Printable.of(Limits.name(f.fingerprint()));
        String line = "-".repeat(title.length());
        out.append('\n' + title + '\n' + line + '\n' + Printable.of(f.summary()) + ".\n");
        proof(out, f);
        Rows.add(out, "What to do", f.advice());
        Rows.add(out, "Not proved", notProved(f));
        Rows.add(out, "Waits at", Limits.frame(f.waitsAt()) + ", in " + Limits.name(f.operation()));
        also(out, f.alsoWaitsAt());
        Frame calledAt = f.calledAt();
        Rows.add(out, "Called at", calledAt == null ? "" : Limits.frame(calledAt));
        channel(out, f.channel());
        HolderText.append(out, f);
        frames(out, "Started at", f.createdAt(), MOST_CREATION_FRAMES);
        also(out, f.alsoCreatedAt());
        Rows.add(out, "Since", Ages.since(f, s));
        Rows.add(out, "Threads", threads(f));
        frames(out, "Stack", f.stack(), MOST_STACK_FRAMES);
    }

    private static void proof(StringBuilder out, Finding f) {
        int live = f.count() - f.reclaimed();
        if (f.verdict() == Verdict.RECLAIMED) {
            String them = f.count() == 1 ? "it" : "them";
            out.append("The garbage collector took " + them + ": nobody could have woken " + them + " any more.\n");
        } else if (f.leaked() > 0) {
            String them = f.leaked() < live ? Phrases.number(f.leaked()) + " of them" : live == 1 ? "it" : "them";
            out.append("Proved: nothing in this JVM can ever wake " + them + ".\n");
        }
        HolderText.proof(out, f);
        if (f.reclaimed() > 0 && live > 0) {
            out.append("The garbage collector took " + Phrases.number(f.reclaimed())
                    + " more while they waited, in the last hour.\n");
        }
    }

    private static String notProved(Finding f) {
        return f.notProved().stream()
                .map(unproved -> Phrases.number(unproved.count()) + ": " + Limits.name(unproved.reason()))
                .collect(Collectors.joining("; "));
    }

    private static void channel(StringBuilder out, Channel c) {
        if (c.type().isEmpty()) {
            return;
        }
        String known = String.join("; ", Phrases.known(c));
        Rows.add(out, "Channel", Limits.name(c.type()) + (known.isEmpty() ? "" : ": " + known));
        Rows.add(out, "  within", c.within() == null ? "" : Limits.name(c.within()));
        frames(out, "  created at", c.createdAt(), MOST_CREATION_FRAMES);
        also(out, c.alsoCreatedAt());
    }

    private static void also(StringBuilder out, List<Place> places) {
        for (Place place : places) {
            String at =
                    place.stack().isEmpty() ? "?" : Limits.frame(place.stack().get(0));
            Rows.add(out, "", "also " + Phrases.number(place.count()) + " at " + at);
        }
    }

    private static String threads(Finding f) {
        if (f.threads().isEmpty()) {
            return ""; // the summary has the count
        }
        List<StuckThread> shown = Limits.first(MOST_THREADS, f.threads());
        StringBuilder out = new StringBuilder();
        String before = "";
        for (int i = 0; i < shown.size(); i++) {
            String age = age(shown.get(i));
            out.append(i == 0 ? "" : ", ").append(thread(shown.get(i)));
            if (i == shown.size() - 1 || !age.equals(age(shown.get(i + 1)))) {
                out.append(' ').append(age).append(age.equals(before) ? " each" : "");
            }
            before = age;
        }
        int more = f.count() - shown.size();
        return out + (more > 0 ? " and " + Phrases.number(more) + " more" : "");
    }

    private static String age(StuckThread t) {
        return Ages.of(t.seconds(), t.atLeast());
    }

    private static String thread(StuckThread t) {
        return Rows.who(t.name(), t.coroutine() ? "coroutine" : "#" + t.id());
    }

    private static void frames(StringBuilder out, String label, List<Frame> frames, int most) {
        String start = label;
        for (Frame frame : Limits.first(most, frames)) {
            Rows.add(out, start, Limits.frame(frame));
            start = "";
        }
        if (frames.size() > most) {
            Rows.add(out, "", "... and " + Phrases.count(frames.size() - most, "frame") + " more");
        }
    }
}
