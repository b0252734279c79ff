// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.cli.jvm.Jvm;
import io.parkwatch.cli.jvm.Jvms;
import io.parkwatch.cli.watch.Cells;
import io.parkwatch.cli.watch.Terminal;
import io.parkwatch.text.JsonWriter;
import io.parkwatch.text.Printable;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Shows the JVMs of this machine, and which of them are watched. It attaches to none.")
final class ListCommand implements Callable<Integer> {
    private static final int GAP = 2;
    private static final int MAIN = 1;
    private static final List<String> TITLES = List.of("PID", "MAIN", "USER", "JDK", "WATCHED", "");

    private final Jvms jvms;
    private final DateTimeFormatter since;
    private final IntSupplier columns;

    @Option(names = "--json", description = "The JVMs as a JSON array.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    ListCommand() {
        this(new Jvms(), ZoneId.systemDefault(), Terminal::columns);
    }

    ListCommand(Jvms jvms, ZoneId zone, IntSupplier columns) {
        this.jvms = jvms;
        this.columns = columns;
        this.since = DateTimeFormatter.ofPattern("'since' yyyy-MM-dd HH:mm:ss").withZone(zone);
    }

    @Override
    public Integer call() {
        List<Jvm> all = jvms.all();
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Printable.json(json(all)));
            out.flush();
            return 0;
        }
        if (all.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("parkwatch: no JVM runs here, or none that this user may see");
            err.flush();
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        all.forEach(jvm -> rows.add(row(jvm)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(rows, columns.getAsInt()));
        out.flush();
        return 0;
    }

    /** Returns an array of objects. What is not known is absent. */
    private static String json(List<Jvm> all) {
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out).beginArray();
        for (Jvm jvm : all) {
            json.beginObject().name("pid").value(jvm.pid());
            json.text("main", known(jvm.main())).text("user", known(jvm.user())).text("jdk", known(jvm.jdk()));
            json.text("watchedSince", jvm.watchedSince().map(Instant::toString).orElse(null));
            json.text("url", jvm.url().orElse(null)).text("note", jvm.note().orElse(null));
            json.endObject();
        }
        json.endArray();
        return out.toString();
    }

    private static @Nullable String known(String text) {
        return text.equals("-") ? null : text;
    }

    private List<String> row(Jvm jvm) {
        return List.of(
                Long.toString(jvm.pid()),
                Printable.of(jvm.main()),
                Printable.of(jvm.user()),
                Printable.of(jvm.jdk()),
                jvm.watchedSince().map(since::format).orElse("-"),
                Stream.of(jvm.url(), jvm.note())
                        .flatMap(Optional::stream)
                        .map(Printable::of)
                        .collect(Collectors.joining("; ")));
    }

    /** Formats a table with two blanks between columns. Cuts nothing: a cell that does not fit goes below its row. */
    private static String table(List<List<String>> rows, int columns) {
        int[] widths = new int[TITLES.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        });
        int last = widths.length - 1;
        boolean notesBelow = Arrays.stream(widths).sum() + GAP * last > columns;
        int others = Arrays.stream(widths, 0, last).sum() + GAP * (last - 1) - widths[MAIN];
        int fits = columns - others;
        widths[MAIN] = rows.stream()
                .mapToInt(row -> Cells.width(row.get(MAIN)))
                .filter(width -> width <= fits)
                .max()
                .orElse(TITLES.get(MAIN).length());
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i <= last; i++) {
                int blanks = widths[i] - Cells.width(row.get(i));
                if (blanks < 0) { // a long path, so the next columns go below
                    line(table, line.append(row.get(i)));
                    line = new StringBuilder(" ".repeat(widths[0] + GAP + widths[i]));
                } else if (i == last && notesBelow) {
                    line(table, line);
                    String indent = " ".repeat(widths[0] + GAP);
                    line = new StringBuilder(row.get(i).isEmpty() ? "" : indent)
                            .append(String.join(
                                    System.lineSeparator() + indent,
                                    Cells.wrap(row.get(i), columns - indent.length(), Integer.MAX_VALUE)));
                    if (line.isEmpty()) {
                        continue;
                    }
                } else {
                    line.append(i == 0 ? " ".repeat(blanks) + row.get(i) : row.get(i) + " ".repeat(blanks));
                }
                line.append(" ".repeat(GAP));
            }
            if (!line.isEmpty()) {
                line(table, line);
            }
        }
        return table.toString();
    }

    private static void line(StringBuilder table, StringBuilder line) {
        table.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
}
