// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Many threads that become stuck at once: the time until they are counted, and the cost of counting them. */
record FindingRow(Bench bench) implements Row {
    static final String FIRST = "the first is counted, s after the threshold";
    static final String ALL = "all are counted, s after the threshold";
    static final String SHARE = "the watcher until then, % of a core";
    private static final String STUCK = "parkwatch_stuck_threads";
    private static final String PROCESS = "the process until then, % of a core";
    private static final String REPORT = "report, kB";
    private static final double GIVEN_UP = 300;

    @Override
    public String id() {
        return "finding";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    private List<Integer> sizes() {
        return bench.quick() ? List.of(20_000) : List.of(1_000, 100_000);
    }

    private List<Variant> variants() {
        return bench.variants(Variant.FOUR, Variant.DUMPS);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, jdk.hasVirtualThreads() ? variants() : List.of())) {
                for (int size : sizes()) {
                    tasks.add(new Task(jdk, variant, size + " threads", () -> run(jdk, variant, size)));
                }
            }
        }
        return tasks;
    }

    private int threshold() {
        return bench.pick(1, 10);
    }

    private int interval() {
        return bench.pick(1, 5);
    }

    private Map<String, Double> run(Jdk jdk, Variant variant, int size) throws Exception {
        String options = "port=0,threshold=" + threshold() + "s,interval=" + interval() + "s";
        String at = Row.at(size);
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, List.of("-Xmx2g"), "stuck", size)) {
            long began = System.nanoTime();
            HeldJvm.Cpu cpu = jvm.cpu();
            if (variant.parkwatch()) {
                count(jvm, size, began, figures);
            } else {
                Dumps dumps = Dumps.each(interval(), variant == Variant.DUMPS, jvm);
                HeldJvm.rest(threshold() + interval());
                dumps.stop();
                if (dumps.size() > 0) {
                    figures.put(at + REPORT, dumps.size() / 1024.0);
                }
            }
            double percents = (System.nanoTime() - began) / 100.0;
            HeldJvm.Cpu spent = jvm.cpu().since(cpu);
            figures.put(at + PROCESS, spent.process() / percents);
            if (variant.parkwatch()) {
                figures.put(at + SHARE, spent.watcher() / percents);
                figures.put(at + REPORT, jvm.get("report").getBytes(StandardCharsets.UTF_8).length / 1024.0);
            }
        }
        return figures;
    }

    /** Waits until all threads are counted. */
    private void count(HeldJvm jvm, int size, long began, Map<String, Double> figures) throws Exception {
        for (double counted = 0; counted < size; counted = jvm.metric(STUCK)) {
            if (counted > 0) {
                figures.putIfAbsent(Row.at(size) + FIRST, late(began));
            }
            if (late(began) > GIVEN_UP) {
                throw new IllegalStateException(counted + " of " + size + " were counted in " + GIVEN_UP + " s");
            }
            HeldJvm.rest(0.1);
        }
        figures.putIfAbsent(Row.at(size) + FIRST, late(began));
        figures.put(Row.at(size) + ALL, late(began));
    }

    /** Returns the seconds past the threshold. */
    private double late(long began) {
        return (System.nanoTime() - began) / 1e9 - threshold();
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : sizes()) {
            for (String measure : List.of(FIRST, ALL, SHARE, PROCESS, REPORT)) {
                measures.add(Row.at(size) + measure);
            }
        }
        return """
                # Finding

                So many virtual threads become stuck at once; threshold %d s, a look each %d s. Wanted: the first within one look after the threshold, all
                100,000 within 120 s, at most 5 %% of a core meanwhile. Parkwatch is asked for `/metrics` ten times a second until then, which is in what its process takes. A bare
                JVM and an empty agent count nothing: their process is told for %d s, and so is one with thread dumps (`jcmd Thread.dump_to_file` each %d s), which tell no age; its
                report is one dump.

                """.formatted(threshold(), interval(), threshold() + interval(), interval())
                + new FigureTable(bench.jdks(), measures, variants(), samples);
    }
}
