// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.programs.Churn;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Child;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The heap and metaspace at rest, and their growth under churn. */
record MemoryRow(Bench bench) implements Row {
    private static final double MB = 1024 * 1024;
    static final String HEAP = "at rest: heap, MB";
    static final String METASPACE = "at rest: metaspace, MB";
    static final String HEAP_GROWTH = "under churn: heap, MB more in the last tenth than in the second";
    static final String METASPACE_GROWTH = "under churn: metaspace, MB more";
    private static final int SECONDS = 1800;

    @Override
    public String id() {
        return "memory";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 2);
    }

    private List<Variant> variants() {
        return bench.variants(Variant.FOUR, Variant.BLOCKHOUND, Variant.JFR, Variant.OPENTELEMETRY);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, variants())) {
                tasks.add(new Task(jdk, variant, "at rest", () -> rest(jdk, variant)));
                if (!variant.peer()) {
                    tasks.add(new Task(jdk, variant, "churn", () -> churn(jdk, variant)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> rest(Jdk jdk, Variant variant) throws Exception {
        String options = "port=0,interval=1s";
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, List.of(), "platform", 0)) {
            HeldJvm.rest(1.5);
            if (variant.parkwatch()) {
                // The first answer of each kind loads classes that stay.
                jvm.get("metrics");
                jvm.get("report");
                jvm.get("");
            }
            HeldJvm.Memory memory = jvm.memory();
            return Map.of(HEAP, memory.heap() / MB, METASPACE, memory.metaspace() / MB);
        }
    }

    private Map<String, Double> churn(Jdk jdk, Variant variant) throws Exception {
        List<double[]> tenths = new ArrayList<>();
        try (Child child =
                bench.start(jdk, variant, Bench.DEFAULTS, List.of("-Xmx512m"), Churn.class, threads(), queues())) {
            for (String line : child.awaitEnd(SECONDS)) {
                if (line.startsWith("memory ")) {
                    String[] told = line.split(" ", -1);
                    tenths.add(new double[] {Double.parseDouble(told[1]) / MB, Double.parseDouble(told[2]) / MB});
                }
            }
        }
        // The first tenth loads the classes that the others use.
        double[] second = tenths.get(1);
        double[] last = tenths.get(tenths.size() - 1);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(HEAP_GROWTH, last[0] - second[0]);
        figures.put(METASPACE_GROWTH, last[1] - second[1]);
        return figures;
    }

    private int threads() {
        return bench.pick(300_000, 100_000_000);
    }

    private int queues() {
        return bench.pick(300_000, 10_000_000);
    }

    @Override
    public String section(Samples samples) {
        return """
                # Memory

                After collections. At rest: a program that does nothing, after one answer on each path. Churn (ours alone): %,d births of virtual threads (none on 17) and
                %,d queues. Wanted: at most 20 MB more than with the empty agent at rest, and no growth.

                """.formatted(threads(), queues())
                + new FigureTable(
                        bench.jdks(), List.of(HEAP, METASPACE, HEAP_GROWTH, METASPACE_GROWTH), variants(), samples);
    }
}
