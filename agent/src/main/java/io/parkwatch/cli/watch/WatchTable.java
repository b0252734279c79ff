// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Frame;
import io.parkwatch.report.Phrases;
import io.parkwatch.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lays out findings as a table. If the terminal is narrow, the least important columns go first. */
final class WatchTable {
    private static final int GAP = 2;

    /** From left to right. */
    private static final List<Column> COLUMNS = List.of(
            new Column("VERDICT", 5, 9, f -> Phrases.verdict(f.verdict())),
            new Column("ROLE", 3, 8, f -> f.role().word()),
            new Column("COUNT", 6, 11, f -> Phrases.number(f.count())),
            new Column("IN 1H", 2, 11, WatchWords::change),
            new Column("OLDEST", 4, 9, WatchWords::oldest),
            new Column("CALL", 1, 25, Finding::operation),
            new Column("CHANNEL", 0, 32, WatchWords::channel));

    private WatchTable() {}

    static List<String> lines(List<Finding> findings, int columns) {
        List<Column> shown = new ArrayList<>(COLUMNS);
        shown.removeIf(c -> findings.stream().allMatch(f -> c.text.apply(f).isEmpty()));
        while (shown.size() > 1 && columns - width(shown, findings) < leastPlace(findings, columns)) {
            shown.remove(Collections.min(shown, Comparator.comparingInt(Column::keep)));
        }
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        shown.forEach(c -> cell(head, c.title, c.width(findings)));
        lines.add(Cells.cut(head + "WAITS AT", columns));
        int room = Math.max(0, columns - width(shown, findings));
        for (Finding f : findings) {
            StringBuilder line = new StringBuilder();
            shown.forEach(c -> cell(line, c.text.apply(f), c.width(findings)));
            lines.add(Cells.cut(line + place(f.waitsAt(), room), columns));
        }
        return lines;
    }

    private static void cell(StringBuilder line, String text, int width) {
        line.append(Cells.fill(text, width)).append(" ".repeat(GAP));
    }

    private static int width(List<Column> shown, List<Finding> findings) {
        return shown.stream().mapToInt(c -> c.width(findings) + GAP).sum();
    }

    /** Returns the width reserved for the place: all it needs, but at most three fifths of the line. */
    private static int leastPlace(List<Finding> findings, int columns) {
        return Math.min(longest(findings, f -> shortest(f.waitsAt())), columns * 3 / 5);
    }

    private static int longest(List<Finding> findings, Function<Finding, String> text) {
        return findings.stream()
                .mapToInt(f -> Cells.width(Printable.of(text.apply(f))))
                .max()
                .orElse(0);
    }

    /** Returns the longest form that fits: drops the package, then the file, then the class, then cuts the method. */
    private static String place(Frame frame, int cells) {
        return Stream.of(frame.text(), withoutPackage(frame), shortest(frame), method(frame))
                .map(Printable::of)
                .filter(text -> Cells.width(text) <= cells)
                .findFirst()
                .orElseGet(() -> Cells.cut(method(frame), cells));
    }

    private static String withoutPackage(Frame f) {
        return new Frame(simple(f), f.method(), f.file(), f.line(), f.queue()).text();
    }

    /** Returns {@code Search.first:38}. */
    private static String shortest(Frame f) {
        return simple(f) + '.' + method(f);
    }

    private static String method(Frame f) {
        return f.method() + (f.line() > 0 ? ":" + f.line() : "");
    }

    private static String simple(Frame f) {
        return f.className().substring(f.className().lastIndexOf('.') + 1);
    }

    /**
     * A column of the table.
     *
     * @param keep the column with the lowest value goes first
     * @param most the most cells that it takes
     */
    private record Column(String title, int keep, int most, Function<Finding, String> text) {
        int width(List<Finding> findings) {
            return Math.max(title.length(), Math.min(most, longest(findings, text)));
        }
    }
}
