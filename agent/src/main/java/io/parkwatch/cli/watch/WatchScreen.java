// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.attach.Status;
import io.parkwatch.cli.watch.Marks.Row;
import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Snapshot;
import io.parkwatch.finding.Verdict;
import io.parkwatch.report.BlindSpotsText;
import io.parkwatch.report.Phrases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a watch on a terminal: the number of stuck threads, the problems, the findings with their marks, the keys. */
final class WatchScreen implements WatchView {
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    /** A screen with fewer rows has no blank lines between its parts. */
    private static final int ROOMY_ROWS = 10;

    /** The most lines of one sentence above the table. */
    private static final int MOST_LINES = 3;

    private final TerminalScreen screen;
    private final Supplier<Terminal.Size> size;
    private final boolean colours;
    private final Marks marks = new Marks();
    private List<String> drawn = List.of();
    private Terminal.@Nullable Size drawnSize;

    /** @param size returns the size, called at each refresh since a window can change */
    WatchScreen(TerminalScreen screen, Supplier<Terminal.Size> size, boolean colours) {
        this.screen = screen;
        this.size = size;
        this.colours = colours;
    }

    @Override
    public boolean show(@Nullable Snapshot snapshot, Status status) {
        Terminal.Size now = size.get();
        List<String> lines = lines(snapshot, status, now, colours, marks);
        // Resizing a terminal breaks and moves old lines, so equal lines are drawn again.
        if (!lines.equals(drawn) || !now.equals(drawnSize)) {
            screen.draw(lines);
            screen.leaves(withoutKeys(lines));
        }
        drawn = lines;
        drawnSize = now;
        return true;
    }

    @Override
    public void forget() {
        drawnSize = null;
    }

    @Override
    public TerminalScreen.Key pause(Duration atMost) throws InterruptedException {
        return screen.key(atMost);
    }

    /** Returns lines that fit the size; no snapshot means no look has ended. */
    static List<String> lines(
            @Nullable Snapshot snapshot, Status status, Terminal.Size size, boolean colours, Marks marks) {
        int columns = size.columns();
        List<String> top = top(snapshot, status).stream()
                .flatMap(line -> Cells.wrap(line, columns, MOST_LINES).stream())
                .toList();
        String keys = Cells.cut("q quit" + (status.url() == null ? "" : "   " + status.url()), columns);
        boolean roomy = size.rows() >= ROOMY_ROWS;
        List<String> lines = new ArrayList<>(top);
        List<Row> findings = snapshot == null ? List.of() : marks.rows(snapshot);
        if (!findings.isEmpty()) {
            int left = size.rows() - top.size() - 1 - (roomy ? 2 : 0);
            List<String> table = table(findings, columns, left, colours);
            if (roomy && !table.isEmpty()) {
                lines.add("");
            }
            lines.addAll(table);
        }
        if (roomy) {
            lines.add("");
        }
        lines.add(keys);
        return fitted(lines, size.rows());
    }

    /** Returns the lines that are still useful after the watch: all but the keys. */
    static List<String> withoutKeys(List<String> lines) {
        int end = Math.max(1, lines.size() - 1);
        while (end > 1 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return List.copyOf(lines.subList(0, end));
    }

    /** Removes lines until they fit: the first line stays longest, then the keys. */
    private static List<String> fitted(List<String> lines, int rows) {
        while (lines.size() > Math.max(1, rows)) {
            lines.remove(lines.size() > 2 ? lines.size() - 2 : 1);
        }
        return lines;
    }

    private static List<String> top(@Nullable Snapshot s, Status status) {
        List<String> top = new ArrayList<>();
        if (s == null) {
            top.add("Parkwatch " + status.version() + " looks for the first time");
            return top;
        }
        boolean stuck = s.watched().sum().stuck() > 0;
        if (status.stale()) {
            top.add("What is stuck now is not known: the last look ended "
                    + WatchWords.age(status.sinceLook().toSeconds()) + " ago");
        }
        String notYet = WatchWords.notYet(status);
        if (!stuck && !notYet.isEmpty()) {
            top.add(notYet);
        } else if (stuck || !status.stale()) {
            top.add(WatchWords.headline(s));
        }
        if (stuck && !s.unseen().blind().isEmpty()) {
            top.add(BlindSpotsText.notSeen(s));
        }
        top.add(WatchWords.time(s.at()) + " UTC  " + WatchWords.program(s.jvm()));
        if (stuck && !notYet.isEmpty()) {
            top.add(notYet);
        } else if (status.unread() > 0) {
            top.add(Phrases.number(status.unread()) + " more waits are old enough, and not looked at yet");
        }
        if (!s.problems().isEmpty()) {
            top.add(s.problems().stream()
                    .map(problem -> problem.text())
                    .collect(Collectors.joining("; ", "Does not work here: ", "")));
        }
        return top;
    }

    /** Returns the table, empty if there is no room for the head and one line. */
    private static List<String> table(List<Row> findings, int columns, int rows, boolean colours) {
        if (rows < 2) {
            return List.of();
        }
        boolean all = findings.size() < rows;
        // If there is room for only one line, it says how many findings there are.
        List<Row> shown = all ? findings : findings.subList(0, rows - 2);
        List<String> plain = WatchTable.lines(shown, columns);
        List<String> lines = new ArrayList<>();
        lines.add(plain.get(0));
        for (int i = 0; i < shown.size(); i++) {
            String colour = colours ? colour(shown.get(i)) : "";
            lines.add(colour.isEmpty() ? plain.get(i + 1) : colour + plain.get(i + 1) + PLAIN);
        }
        if (!all) {
            lines.add(Cells.cut("... " + Phrases.number(findings.size() - shown.size()) + " more", columns));
        }
        return lines;
    }

    private static String colour(Row row) {
        Finding f = row.f();
        if (row.isEnded() || f.verdict() == Verdict.RECLAIMED) {
            return DIM;
        }
        if (f.verdict() == Verdict.LEAKED || f.verdict() == Verdict.DEADLOCKED) {
            return RED;
        }
        if (f.role() == Role.RECEIVER) {
            return DIM;
        }
        return f.role() == Role.WAITER ? "" : YELLOW;
    }
}
