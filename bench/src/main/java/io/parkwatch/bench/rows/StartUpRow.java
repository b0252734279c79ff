// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.programs.Hello;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Child;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program that prints one line, from its start to its end, as {@code bash} times it. */
record StartUpRow(Bench bench) implements Row {
    static final String CPU = "CPU, ms";
    private static final String WALL = "by the clock, ms";
    static final String UNTIL_SCRAPE = "waiting until a scrape, CPU, ms";
    static final String SCRAPED = "waiting, with a first scrape, CPU, ms";
    static final String WEB_CPU = "Spring Boot to its first answer, CPU, ms";
    static final String WEB_SCRAPED = "Spring Boot to its first answer and scrape, CPU, ms";
    private static final String WEB_WALL = "Spring Boot to its first answer, by the clock, ms";
    private static final int SECONDS = 60;

    @Override
    public String id() {
        return "start-up";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 12);
    }

    private List<Variant> variants() {
        return bench.variants(Variant.OURS, Variant.BLOCKHOUND, Variant.JFR, Variant.OPENTELEMETRY);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            for (Variant variant : bench.on(jdk, variants())) {
                tasks.add(new Task(jdk, variant, "hello", () -> run(jdk, variant)));
                if (!variant.peer()) {
                    tasks.add(new Task(jdk, variant, "first scrape", () -> scraped(jdk, variant)));
                }
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

    /** Runs a program that waits for half a second. If an agent answers, it runs until it was scraped. */
    private Map<String, Double> scraped(Jdk jdk, Variant variant) throws Exception {
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, Bench.DEFAULTS, List.of(), "platform", 0)) {
            // By then the agent has done all that it does by itself, including its first look.
            HeldJvm.rest(0.5);
            double before = jvm.child().cpuMillis();
            if (variant.parkwatch()) {
                jvm.child().awaitScrape();
            }
            return Map.of(UNTIL_SCRAPE, before, SCRAPED, jvm.child().cpuMillis());
        }
    }

    private Map<String, Double> web(Jdk jdk, Variant variant) throws Exception {
        long start = System.nanoTime();
        try (Child service = Child.start(bench.web(jdk, variant, Bench.DEFAULTS, "-Xmx512m"))) {
            String ready = service.await(line -> line.startsWith("ready "), SECONDS, "'ready'");
            Child.read("http://localhost:" + ready.substring("ready ".length()) + "/prices/1");
            double wall = (System.nanoTime() - start) / 1e6;
            double cpu = service.cpuMillis();
            if (variant.parkwatch()) {
                service.awaitScrape();
            }
            return Map.of(WEB_WALL, wall, WEB_CPU, cpu, WEB_SCRAPED, service.cpuMillis());
        }
    }

    @Override
    public String section(Samples samples) {
        return """
                # Start-up

                A program that prints one line, from its start to its end; one that waits, for half a second and then until its first `/metrics`; and a Spring Boot web
                application, until its first answer and then until its first `/metrics`. Who has no `/metrics` is not asked for it. Wanted: at most 150 ms of CPU added to the
                empty agent until the first scrape.

                """
                + new FigureTable(
                        bench.jdks(),
                        List.of(CPU, WALL, UNTIL_SCRAPE, SCRAPED, WEB_CPU, WEB_SCRAPED, WEB_WALL),
                        variants(),
                        samples);
    }
}
