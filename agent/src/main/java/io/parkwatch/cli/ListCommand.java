// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.cli;

import io.parkwatch.finding.Printable;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the JVMs of this machine and which are watched. It attaches to none of them. */
@Command(
        name = "list",
        description = "Shows the JVMs of this machine, and which of them are watched. It attaches to none.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final List<String> TITLES = List.of("PID", "MAIN", "USER", "JDK", "WATCHED", "");

    private final Jvms jvms;
    private final DateTimeFormatter since;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    ListCommand() {
        this(new Jvms(Proc.ROOT, ProcessHandle.current().pid()), ZoneId.systemDefault());
    }

    ListCommand(Jvms jvms, ZoneId zone) {
        this.jvms = jvms;
        this.since = DateTimeFormatter.ofPattern("'since' yyyy-MM-dd HH:mm:ss").withZone(zone);
    }

    @Override
    public Integer call() {
        List<Jvm> all = jvms.all();
        if (all.isEmpty()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("no JVM runs here, or none that this user may see");
            err.flush();
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        all.forEach(jvm -> rows.add(row(jvm)));
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(rows));
        out.flush();
        return 0;
    }

    private List<String> row(Jvm jvm) {
        return List.of(
                Long.toString(jvm.pid()),
                Printable.of(jvm.main()),
                Printable.of(jvm.user()),
                Printable.of(jvm.jdk()),
                jvm.watchedSince().map(since::format).orElse("-"),
                jvm.note().map(Printable::of).orElse(""));
    }

    /** Two blanks between columns, pids to the right, nothing cut. */
    private static String table(List<List<String>> rows) {
        int[] widths = new int[TITLES.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        });
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - Cells.width(row.get(i)));
                line.append(i == 0 ? blanks + row.get(i) : row.get(i) + blanks).append("  ");
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }
}
