// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.Ratio;
import io.parkwatch.bench.page.RatioTable;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Child;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Load;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A web service on virtual threads, under a fixed rate of requests that is below its capacity. */
record WebRow(Bench bench) implements Row {
    private static final String MEAN = "mean";
    private static final String P95 = "p95";
    private static final String P99 = "p99";
    private static final String CPU = "CPU a request";
    private static final String BYTES = "allocated a request";
    private static final String DONE = "answered a second";
    private static final int RATE = 500;
    private static final int SECONDS = 120;

    @Override
    public String id() {
        return "web";
    }

    @Override
    public int rounds() {
        return 6;
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            if (jdk.hasVirtualThreads()) {
                for (Variant variant :
                        bench.on(jdk, bench.variants(Variant.OURS, Variant.JFR, Variant.OPENTELEMETRY))) {
                    tasks.add(new Task(jdk, variant, "web service", () -> run(jdk, variant)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant) throws Exception {
        try (Child service = Child.start(bench.web(jdk, variant, Bench.DEFAULTS, "-Xmx512m", "-XX:+UseG1GC"))) {
            String ready = service.await(line -> line.startsWith("ready "), SECONDS, "'ready'");
            Load load = new Load(Integer.parseInt(ready.substring("ready ".length())), RATE);
            load.run(10);
            long[] before = cost(service);
            long start = System.nanoTime();
            List<Double> times = load.run(15).stream().map(Long::doubleValue).toList();
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] after = cost(service);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put(MEAN, times.stream().mapToDouble(time -> time).average().orElseThrow());
            figures.put(P95, Ratio.quantile(times, 0.95));
            figures.put(P99, Ratio.quantile(times, 0.99));
            figures.put(CPU, (after[0] - before[0]) / (double) times.size());
            figures.put(BYTES, (after[1] - before[1]) / (double) times.size());
            figures.put(DONE, times.size() / seconds);
            return figures;
        }
    }

    private static long[] cost(Child service) throws Exception {
        String[] told = service.ask("cost", "cost ", SECONDS).split(" ", -1);
        return new long[] {Long.parseLong(told[0]), Long.parseLong(told[1])};
    }

    @Override
    public String section(Samples samples) {
        return """
                # A web service

                Spring Boot on virtual threads, %d requests a second from 32 connections on the same machine; each waits for two others that are a millisecond away.
                A request's time begins when it is due. Wanted: mean at most 1.01, p99 at most 1.02, allocation at most 1.01.

                """.formatted(RATE)
                + new RatioTable(bench.jdks(), List.of(MEAN, P95, P99, CPU), samples)
                + "\n"
                + new RatioTable(
                        bench.jdks(),
                        List.of(BYTES),
                        samples,
                        bytes -> String.format(Locale.ROOT, "%.1f kB", bytes / 1024))
                + "\n"
                + new RatioTable(
                        bench.jdks(), List.of(DONE), samples, rate -> String.format(Locale.ROOT, "%.1f", rate));
    }
}
