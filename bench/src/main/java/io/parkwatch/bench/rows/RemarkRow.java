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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cost that {@code proof=on} adds to G1's own cycles: G1 marks the stacks of leaked threads while the program is
 * stopped.
 */
record RemarkRow(Bench bench) implements Row {
    private static final String STUCK = "parkwatch_stuck_threads";
    private static final String LEAKED = "parkwatch_leaked_total";
    private static final int CYCLES = 12;
    private static final String WITHOUT = "remark pause, median of " + CYCLES + " cycles, proof=ask, ms";
    private static final String WITH = "remark pause, mean of the two that decided, proof=on, ms";
    private static final String PROVED = "threads proved";
    private static final int GIVEN_UP = 150;

    /** The most threads that are tried at a time. */
    private static final int ROUND = 1_000;

    @Override
    public String id() {
        return "remark";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    private static List<Integer> sizes() {
        return List.of(100, 1_000, 10_000);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            if (jdk.hasVirtualThreads()) {
                for (int size : sizes()) {
                    tasks.add(new Task(jdk, Variant.PARKWATCH, size + " threads, ask", () -> ask(jdk, size)));
                    tasks.add(new Task(jdk, Variant.PARKWATCH, size + " threads, on", () -> on(jdk, size)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> ask(Jdk jdk, int size) throws Exception {
        try (HeldJvm jvm = start(jdk, size, "ask")) {
            for (int i = 0; i < CYCLES; i++) {
                jvm.jcmd("GC.run"); // one concurrent cycle
            }
            double[] pauses = pauses(jvm);
            Arrays.sort(pauses);
            return Map.of(Row.at(size) + WITHOUT, pauses[pauses.length / 2]);
        }
    }

    private Map<String, Double> on(Jdk jdk, int size) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = start(jdk, size, "on")) {
            for (int i = 0; jvm.metric(LEAKED) < Math.min(size, ROUND); i++) {
                if (i == GIVEN_UP) {
                    throw new IllegalStateException("not proved in " + GIVEN_UP + " cycles");
                }
                jvm.jcmd("GC.run"); // one concurrent cycle
                // The look after the second verdict comes before the next cycle, so the last two cycles are those
                // that decided.
                HeldJvm.rest(1.2);
            }
            double[] pauses = pauses(jvm);
            figures.put(Row.at(size) + WITH, (pauses[pauses.length - 2] + pauses[pauses.length - 1]) / 2);
            figures.put(Row.at(size) + PROVED, jvm.metric(LEAKED));
        }
        return figures;
    }

    /** Returns the remark pauses in milliseconds, in their order. */
    private static double[] pauses(HeldJvm jvm) {
        return jvm.stops("G1PauseRemark").stream()
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    /**
     * Starts a JVM, and returns when all its threads are counted. Young objects grow old at their first collection, as
     * in a program that has run for long.
     */
    private HeldJvm start(Jdk jdk, int size, String proof) throws Exception {
        List<String> flags = List.of(
                "-Xmx2g",
                "-XX:+UseG1GC",
                "-XX:+ExplicitGCInvokesConcurrent",
                "-XX:MaxTenuringThreshold=1",
                "-Xlog:safepoint");
        String options = "port=0,threshold=1s,interval=1s,proof=" + proof;
        HeldJvm jvm = HeldJvm.start(bench, jdk, Variant.PARKWATCH, options, flags, "stuck", size);
        for (int tenths = 0; jvm.metric(STUCK) < size; tenths++) {
            if (tenths > 10 * GIVEN_UP) {
                jvm.close();
                throw new IllegalStateException("not all were counted in " + GIVEN_UP + " s");
            }
            HeldJvm.rest(0.1);
        }
        return jvm;
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : sizes()) {
            for (String measure : List.of(PROVED, WITHOUT, WITH)) {
                measures.add(Row.at(size) + measure);
            }
        }
        return """
                # Remark pauses while proofs stand

                So many leaked virtual threads in a JVM with G1, whose concurrent cycles `jcmd GC.run` starts. With `proof=on` at most 1,000 threads are out at a time. A pause is the JVM's
                own figure for the stop, the way to it included.

                """ + new FigureTable(bench.jdks(), measures, List.of(Variant.PARKWATCH), samples);
    }
}
