// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench;

import io.parkwatch.bench.check.Regression;
import io.parkwatch.bench.page.Machine;
import io.parkwatch.bench.page.Page;
import io.parkwatch.bench.rows.Goals;
import io.parkwatch.bench.rows.Rows;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Jars;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Rounds;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code scripts/overhead}, which builds the jars and finds the JDKs. */
@Command(name = "scripts/overhead", sortOptions = false)
public final class Overhead implements Callable<Integer> {
    /** The limit for repeats, so that a quick run ends in five minutes even on a slow machine. */
    private static final int REPEAT_SECONDS = 215;

    @Option(names = "--quick", description = "a few short rounds, in less than five minutes")
    private boolean quick;

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "ROW",
            description =
                    "only these: park, watched, create, makings, coroutines, queues, watcher, finding, graph, start-up, scraping, memory, web, attaching, proof, remark")
    private List<String> wanted = List.of();

    @Option(names = "--page", description = "put what was run into the page")
    private boolean page;

    @Option(names = "--summary", description = "measure nothing: make the page's summary anew from its tables")
    private boolean summary;

    @Option(names = "--rounds", description = "at most so many")
    private int rounds = Integer.MAX_VALUE;

    @Option(
            names = "--check",
            description = "only count instructions, on the newest JDK, and fail where Parkwatch adds more than it may")
    private boolean check;

    @Option(
            names = "--planted",
            paramLabel = "PERCENT",
            description = "with --check: make each operation so much dearer with Parkwatch, to see the check fail")
    private int planted;

    @Option(names = "--jdk", hidden = true, description = "home of a JDK to measure on")
    private List<Path> homes = List.of();

    @Option(names = "--root", hidden = true, description = "the repository")
    private Path root = Path.of("");

    private Overhead() {}

    /** Starts the command from the script. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Overhead());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            System.err.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    /** Returns 0 if all was measured, or if the check passed. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Jdk> jdks = new ArrayList<>();
        for (Path home : homes) {
            jdks.add(Jdk.at(home));
        }
        Bench bench = new Bench(Jars.of(root), jdks, quick);
        if (check) {
            return new Regression(bench, planted, System.err::println).passes() ? 0 : 1;
        }
        Path path = root.resolve("docs/overhead.md");
        if (summary) {
            Page.write(path, Map.of(), Goals.ALL);
            return 0;
        }
        List<Row> rows = rows(bench);
        Samples samples =
                new Rounds(rows, rounds, bench.pick(REPEAT_SECONDS, Integer.MAX_VALUE), System.err::println).run();
        String machine = Machine.described(jdks, command());
        String failures = samples.failures().stream()
                .map(failure -> "\nNot measured: " + failure + "\n")
                .collect(Collectors.joining());
        Map<String, String> sections = new LinkedHashMap<>();
        for (Row row : rows) {
            sections.put(row.id(), row.section(samples));
        }
        System.out.print(machine + "\n" + String.join("\n", sections.values()) + failures);
        if (page || (!quick && wanted.isEmpty() && rounds == Integer.MAX_VALUE)) {
            sections.replaceAll((id, section) -> section + "\n" + machine + failures);
            Page.write(path, sections, Goals.ALL);
        }
        return samples.failures().isEmpty() ? 0 : 1;
    }

    private List<Row> rows(Bench bench) {
        List<Row> all = Rows.all(bench);
        Optional<String> unknown = wanted.stream()
                .filter(id -> all.stream().noneMatch(row -> row.id().equals(id)))
                .findFirst();
        if (unknown.isPresent()) {
            throw new IllegalArgumentException("no row " + unknown.get() + "; there are: "
                    + all.stream().map(Row::id).collect(Collectors.joining(", ")));
        }
        return all.stream()
                .filter(row -> wanted.isEmpty() || wanted.contains(row.id()))
                .toList();
    }

    private String command() {
        return "scripts/overhead" + (quick ? " --quick" : "")
                + (wanted.isEmpty() ? "" : " --rows " + String.join(",", wanted))
                + (rounds == Integer.MAX_VALUE ? "" : " --rounds " + rounds);
    }
}
