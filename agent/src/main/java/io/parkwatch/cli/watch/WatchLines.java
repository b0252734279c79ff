// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.report.Phrases;
import io.parkwatch.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows a watch in a file or a pipe, as one line for each change: {@code 10:04:31 new sender 3 virtual threads wait to
 * put … at com.acme.X.m(X.java:41) #9f31c0de7a55b102}. Times are UTC. The second word is {@code new}, {@code grew},
 * {@code fell}, {@code gone}, or the new verdict. There are no control characters, and no keys: a signal ends the
 * watch, or the end of its reader.
 */
class WatchLines implements WatchView {
    /** The most findings of a report (contract). If there are as many, a missing one may just be past the limit. */
    private static final int MOST_FINDINGS = 200;

    private final PrintWriter out;
    private @Nullable Snapshot shown;
    private boolean wasKnown;

    WatchLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean show(@Nullable Snapshot snapshot, Status status) {
        if (snapshot == null) {
            return true;
        }
        List<String> lines = shown == null ? first(snapshot, status) : changes(shown, snapshot);
        lines.forEach(out::println);
        boolean known = WatchWords.notYet(status).isEmpty();
        if (shown != null && known && !wasKnown) {
            // What is stuck is known from now on.
            out.println(Printable.of(WatchWords.time(snapshot.at()) + ' ' + WatchWords.headline(snapshot)));
        }
        wasKnown = known;
        shown = snapshot;
        // Flushes at once, so that a file can be followed. Fails once the reader of a pipe has gone.
        return !out.checkError();
    }

    static List<String> first(Snapshot s, Status status) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.of(WatchWords.day(s.at()) + ' ' + WatchWords.time(s.at()) + " UTC watching "
                + WatchWords.program(s.jvm()) + ": " + headline(s, status)));
        s.problems().forEach(p -> lines.add(Printable.of("Does not work here: " + p.text())));
        s.findings().forEach(f -> lines.add(line(s, f.verdict().word(), f, f.summary() + WatchWords.behind(f))));
        return lines;
    }

    private static String headline(Snapshot s, Status status) {
        String notYet = WatchWords.notYet(status);
        return notYet.isEmpty() || s.watched().sum().stuck() > 0 ? WatchWords.headline(s) : notYet;
    }

    /** Returns changes in the order of the present findings, then findings that are gone; empty if nothing changed. */
    static List<String> changes(Snapshot before, Snapshot now) {
        List<String> lines = new ArrayList<>();
        Map<String, Finding> old = new HashMap<>();
        before.findings().forEach(f -> old.put(f.fingerprint(), f));
        for (Finding f : now.findings()) {
            Finding was = old.remove(f.fingerprint());
            if (was == null) {
                lines.add(line(now, "new", f, f.summary() + WatchWords.behind(f)));
            } else {
                change(lines, now, was, f);
            }
        }
        String perhaps = now.findings().size() >= MOST_FINDINGS ? " (or past the worst " + MOST_FINDINGS + ')' : "";
        before.findings().stream()
                .filter(f -> old.containsKey(f.fingerprint()))
                .forEach(f -> lines.add(line(now, "gone", f, f.summary() + perhaps)));
        if (!lines.isEmpty() && !WatchWords.day(before.at()).equals(WatchWords.day(now.at()))) {
            lines.add(0, WatchWords.time(now.at()) + " UTC, " + WatchWords.day(now.at()));
        }
        return lines;
    }

    private static void change(List<String> lines, Snapshot now, Finding was, Finding f) {
        if (was.verdict() != f.verdict() || was.leaked() < f.leaked()) {
            String proved = f.leaked() > 0 && f.leaked() < f.count()
                    ? " (proved: " + Phrases.number(f.leaked()) + " of them)"
                    : "";
            lines.add(line(now, f.verdict().word(), f, f.summary() + proved + WatchWords.behind(f)));
        }
        if (was.count() != f.count()) {
            String count = Phrases.number(was.count()) + " -> " + Phrases.number(f.count());
            lines.add(line(now, was.count() < f.count() ? "grew" : "fell", f, count));
        }
    }

    private static String line(Snapshot now, String change, Finding f, String text) {
        return Printable.of(String.format(
                Locale.ROOT,
                "%s %-9s  %-8s  %s at %s #%s",
                WatchWords.time(now.at()),
                change,
                f.role().word(),
                text,
                f.waitsAt().text(),
                f.fingerprint()));
    }
}
