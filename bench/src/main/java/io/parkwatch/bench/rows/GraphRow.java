// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a look takes for the graph of holders: as many threads in circles, and in waits that nobody holds. */
record GraphRow(Bench bench) implements Row {
    static final String GRAPH = "the graph, ms of CPU a look";
    private static final String CIRCLES = "in circles, ms of CPU a look";
    private static final String ALONE = "each alone, ms of CPU a look";
    private static final String RATIO = "in circles to each alone";
    private static final String LOOKS = "parkwatch_look_seconds_count";
    private static final String CPU = "parkwatch_look_seconds_sum";
    private static final double GIVEN_UP_SECONDS = 300;
    private static final List<Variant> VARIANTS = List.of(Variant.PARKWATCH);

    @Override
    public String id() {
        return "graph";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    private int size() {
        return bench.pick(20_000, 100_000);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            if (jdk.hasVirtualThreads()) {
                tasks.add(new Task(jdk, Variant.PARKWATCH, size() + " threads", () -> run(jdk)));
            }
        }
        return tasks;
    }

    /** Runs one after the other, so that both are measured in the same minutes. */
    private Map<String, Double> run(Jdk jdk) throws Exception {
        double alone = look(jdk, "alone");
        double circles = look(jdk, "circles");
        String at = Row.at(size());
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(at + GRAPH, circles - alone);
        figures.put(at + CIRCLES, circles);
        figures.put(at + ALONE, alone);
        figures.put(at + RATIO, circles / alone);
        return figures;
    }

    /** Returns the CPU of a steady look: all threads are counted, and their holders were read before. */
    private double look(Jdk jdk, String kind) throws Exception {
        String options = "port=0,threshold=1s,interval=1s,log=off";
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, Variant.PARKWATCH, options, List.of("-Xmx3g"), kind, size())) {
            until(jvm, "parkwatch_stuck_threads", size());
            until(jvm, LOOKS, jvm.metric(LOOKS) + 2);
            String before = jvm.get("metrics");
            until(jvm, LOOKS, HeldJvm.sum(before, LOOKS) + bench.pick(3, 5));
            String after = jvm.get("metrics");
            double looks = HeldJvm.sum(after, LOOKS) - HeldJvm.sum(before, LOOKS);
            return 1000 * (HeldJvm.sum(after, CPU) - HeldJvm.sum(before, CPU)) / looks;
        }
    }

    private static void until(HeldJvm jvm, String metric, double wanted) throws Exception {
        for (double waited = 0; jvm.metric(metric) < wanted; waited += 1) {
            if (waited > GIVEN_UP_SECONDS) {
                throw new IllegalStateException(metric + " is less than " + wanted);
            }
            HeldJvm.rest(1);
        }
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (String measure : List.of(GRAPH, CIRCLES, ALONE, RATIO)) {
            measures.add(Row.at(size()) + measure);
        }
        return """
                # Graph of holders

                So many stuck virtual threads, two in each circle of two locks; or each in a semaphore of its own without a permit, for which no holder can be read. The rest of a
                look is the same: as many old waits, locks of one family, one finding. Means of %d steady looks, one JVM after the other. Wanted: at most 200 ms for the graph.

                """.formatted(bench.pick(3, 5)) + new FigureTable(bench.jdks(), measures, VARIANTS, samples);
    }
}
