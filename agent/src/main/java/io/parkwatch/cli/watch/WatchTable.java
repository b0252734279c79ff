// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli.watch;

import io.parkwatch.cli.watch.Marks.Row;
import io.parkwatch.finding.Frame;
import io.parkwatch.report.Phrases;
import io.parkwatch.text.Printable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lays out findings and their marks as a table. If the terminal is narrow, the least important columns go first. */
final class WatchTable {
    private static final int GAP = 2;

    /** From left to right. */
    private static final List<Column> COLUMNS = List.of(
            new Column("VERDICT", 7, 10, row -> Phrases.verdict(row.f().verdict())),
            new Column("ROLE", 3, 8, row -> row.f().role().word()),
            new Column("COUNT", 8, 11, row -> Phrases.number(row.f().count())),
            new Column(
                    "BEHIND",
                    6,
                    11,
                    row -> row.f().behind() == 0 ? "" : Phrases.number(row.f().behind())),
            new Column("CHANGE", 5, 12, Row::mark),
            new Column("IN 1H", 2, 11, row -> WatchWords.change(row.f())),
            new Column("OLDEST", 4, 9, row -> WatchWords.oldest(row.f())),
            new Column("CALL", 1, 25, row -> row.f().operation()),
            new Column("CHANNEL", 0, 32, row -> WatchWords.channel(row.f())));

    private WatchTable() {}

    static List<String> lines(List<Row> rows, int columns) {
        List<Column> shown = new ArrayList<>(COLUMNS);
        shown.removeIf(c -> rows.stream().allMatch(row -> c.text.apply(row).isEmpty()));
        while (shown.size() > 1 && columns - width(shown, rows) < leastPlace(rows, columns)) {
            shown.remove(Collections.min(shown, Comparator.comparingInt(Column::keep)));
        }
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder();
        shown.forEach(c -> cell(head, c.title, c.width(rows)));
        lines.add(Cells.cut(head + "WAITS AT", columns));
        int room = Math.max(0, columns - width(shown, rows));
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            shown.forEach(c -> cell(line, c.text.apply(row), c.width(rows)));
            line.append(indent(row));
            lines.add(Cells.cut(
                    line + place(row.f().waitsAt(), room - indent(row).length()), columns));
        }
        return lines;
    }

    /** What waits behind a root stands below it, a little to the right, as in the text form. */
    private static String indent(Row row) {
        return row.f().root() == null || row.isEnded() ? "" : "  ";
    }

    private static void cell(StringBuilder line, String text, int width) {
        line.append(Cells.fill(text, width)).append(" ".repeat(GAP));
    }

    private static int width(List<Column> shown, List<Row> rows) {
        return shown.stream().mapToInt(c -> c.width(rows) + GAP).sum();
    }

    /** Returns the width reserved for the place: all it needs, but at most three fifths of the line. */
    private static int leastPlace(List<Row> rows, int columns) {
        return Math.min(longest(rows, row -> indent(row) + shortest(row.f().waitsAt())), columns * 3 / 5);
    }

    private static int longest(List<Row> rows, Function<Row, String> text) {
        return rows.stream()
                .mapToInt(row -> Cells.width(Printable.of(text.apply(row))))
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
    private record Column(String title, int keep, int most, Function<Row, String> text) {
        int width(List<Row> rows) {
            return Math.max(title.length(), Math.min(most, longest(rows, text)));
        }
    }
}
