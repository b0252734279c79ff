// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.programs.Hello;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Child;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of one line, from its start to its end, as {@code bash} times it. */
record StartUpRow(Bench bench) implements Row {
    private static final String CPU = "CPU, ms";
    private static final String WALL = "by the clock, ms";
    private static final String WEB_CPU = "Spring Boot, CPU, ms";
    private static final String WEB_WALL = "Spring Boot, by the clock, ms";
    private static final int SECONDS = 60;

    @Override
    public String id() {
        return "start-up";
    }

    @Override
    public int rounds() {
        return bench.pick(3, 12);
    }

    private List<Variant> variants() {
        return bench.quick()
                ? List.of(Variant.BARE, Variant.EMPTY, Variant.PARKWATCH)
                : Stream.concat(
                                Variant.OURS.stream(),
                                Stream.of(Variant.BLOCKHOUND, Variant.JFR, Variant.OPENTELEMETRY))
                        .toList();
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            for (Variant variant : bench.on(jdk, variants())) {
                tasks.add(new Task(jdk, variant, "hello", () -> run(jdk, variant)));
                if (!bench.quick() && !variant.peer() && bench.jars().web().isPresent()) {
                    tasks.add(new Task(jdk, variant, "Spring Boot", () -> web(jdk, variant)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='= %R %U %S'; time \"$@\"", "timed"));
        command.addAll(bench.command(jdk, variant, Bench.DEFAULTS, List.of(), Hello.class));
        try (Child child = Child.start(command)) {
            String[] told = child.await(line -> line.startsWith("= "), SECONDS, "the time")
                    .split(" ", -1);
            return Map.of(
                    WALL,
                    1000 * Double.parseDouble(told[1]),
                    CPU,
                    1000 * (Double.parseDouble(told[2]) + Double.parseDouble(told[3])));
        }
    }

    /** Until it says that it listens; the CPU time is what the process has taken by then. */
    private Map<String, Double> web(Jdk jdk, Variant variant) throws Exception {
        long start = System.nanoTime();
        try (Child service = Child.start(bench.web(jdk, variant, Bench.DEFAULTS, "-Xmx512m"))) {
            service.await(line -> line.startsWith("ready "), SECONDS, "'ready'");
            double wall = (System.nanoTime() - start) / 1e6;
            String[] cost = service.ask("cost", "cost ", SECONDS).split(" ", -1);
            return Map.of(WEB_WALL, wall, WEB_CPU, Long.parseLong(cost[0]) / 1e6);
        }
    }

    @Override
    public String section(Samples samples) {
        return """
                ## Start-up

                A program that prints one line, from its start to its end; and a Spring Boot web application, from its start until it listens. Wanted: at most 150 ms of
                CPU added.

                """ + new FigureTable(bench.jdks(), List.of(CPU, WALL, WEB_CPU, WEB_WALL), variants(), samples);
    }
}
