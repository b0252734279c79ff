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

/** The cost of asking the garbage collector about leaked threads. */
record ProofRow(Bench bench) implements Row {
    private static final String STUCK = "parkwatch_stuck_threads";
    private static final String LEAKED = "parkwatch_leaked_total";
    private static final String PLAIN = "longest stop of two plain collections, ms";
    static final String STOP = "longest stop of a proof, ms";
    private static final String CPU = "CPU of the watcher for it, ms";
    private static final String PROVED = "threads proved";
    private static final int GIVEN_UP = 120;

    @Override
    public String id() {
        return "proof";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    private static List<Integer> sizes() {
        return List.of(1, 1_000, 10_000);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            if (jdk.hasVirtualThreads()) {
                for (int size : sizes()) {
                    tasks.add(new Task(jdk, Variant.PARKWATCH, size + " threads", () -> run(jdk, size)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, int size) throws Exception {
        String at = Row.at(size);
        Map<String, Double> figures = new LinkedHashMap<>();
        List<String> flags = List.of("-Xmx2g", "-XX:+UseG1GC", "-Xlog:safepoint");
        try (HeldJvm jvm =
                HeldJvm.start(bench, jdk, Variant.PARKWATCH, "port=0,threshold=1s,interval=1s", flags, "stuck", size)) {
            for (int tenths = 0; jvm.metric(STUCK) < size; tenths++) {
                if (tenths > 10 * GIVEN_UP) {
                    throw new IllegalStateException("not all were counted in " + GIVEN_UP + " s");
                }
                HeldJvm.rest(0.1);
            }
            jvm.jcmd("GC.run");
            jvm.jcmd("GC.run");
            figures.put(at + PLAIN, jvm.longestStop("G1CollectFull") / 1e6);
            int stops = jvm.stops("G1CollectFull").size();
            HeldJvm.Cpu before = jvm.cpu();
            jvm.parkwatch("prove", "--yes");
            figures.put(at + CPU, jvm.cpu().since(before).watcher() / 1e6);
            List<Long> all = jvm.stops("G1CollectFull");
            figures.put(
                    at + STOP,
                    all.subList(stops, all.size()).stream()
                                    .mapToLong(stop -> stop)
                                    .max()
                                    .orElse(0)
                            / 1e6);
            figures.put(at + PROVED, jvm.metric(LEAKED));
        }
        return figures;
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : sizes()) {
            for (String measure : List.of(PROVED, PLAIN, STOP, CPU)) {
                measures.add(Row.at(size) + measure);
            }
        }
        return """
                # Proof

                So many leaked virtual threads, asked about by `prove`, with G1. A proof makes two whole collections; beside it two that `jcmd GC.run` makes in the same JVM. The
                watcher's CPU has two looks in it.

                """ + new FigureTable(bench.jdks(), measures, List.of(Variant.PARKWATCH), samples);
    }
}
