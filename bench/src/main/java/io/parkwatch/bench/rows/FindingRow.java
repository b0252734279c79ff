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

/** Many threads become stuck at once: how long until they are counted, and what that costs. */
record FindingRow(Bench bench) implements Row {
    private static final String STUCK = "parkwatch_stuck_threads";
    private static final String FIRST = "the first is counted, s after the threshold";
    private static final String ALL = "all are counted, s after the threshold";
    private static final String SHARE = "the watcher until then, % of a core";
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
        return List.of(1_000, 100_000);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            if (jdk.hasVirtualThreads()) {
                for (int size : sizes()) {
                    tasks.add(new Task(jdk, Variant.PARKWATCH, size + " threads", () -> run(jdk, size)));
                }
            }
        }
        return tasks;
    }

    private int threshold() {
        return bench.pick(2, 10);
    }

    private int interval() {
        return bench.pick(1, 5);
    }

    private Map<String, Double> run(Jdk jdk, int size) throws Exception {
        String options = "port=0,threshold=" + threshold() + "s,interval=" + interval() + "s";
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, Variant.PARKWATCH, options, List.of("-Xmx2g"), "stuck", size)) {
            long began = System.nanoTime();
            HeldJvm.Cpu cpu = jvm.cpu();
            String at = label(size);
            for (double counted = 0; counted < size; counted = jvm.metric(STUCK)) {
                double seconds = (System.nanoTime() - began) / 1e9;
                if (counted > 0) {
                    figures.putIfAbsent(at + FIRST, seconds - threshold());
                }
                if (seconds > GIVEN_UP) {
                    throw new IllegalStateException(counted + " of " + size + " were counted in " + seconds + " s");
                }
                HeldJvm.rest(0.1);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            figures.putIfAbsent(at + FIRST, seconds - threshold());
            figures.put(at + ALL, seconds - threshold());
            figures.put(at + SHARE, 100 * jvm.cpu().since(cpu).watcher() / seconds / 1e9);
            figures.put(at + REPORT, jvm.get("report").getBytes(StandardCharsets.UTF_8).length / 1024.0);
        }
        return figures;
    }

    private static String label(int size) {
        return size / 1000 + ",000: ";
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : sizes()) {
            for (String measure : List.of(FIRST, ALL, SHARE, REPORT)) {
                measures.add(label(size) + measure);
            }
        }
        return """
                ## Finding

                So many virtual threads become stuck at once; threshold %d s, a look each %d s. Wanted: the first within one look after the threshold, all
                100,000 within 120 s, at most 5 %% of a core meanwhile.

                """.formatted(threshold(), interval())
                + new FigureTable(bench.jdks(), measures, List.of(Variant.PARKWATCH), samples);
    }
}
