// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The time that a program is stopped while the agent comes, watches and leaves. */
record AttachRow(Bench bench) implements Row {
    private static final List<String> PHASES = List.of("before", "attach", "watching", "detach", "report");
    static final String STOP = "longest stop to weave or undo, ms";
    /** The JVM's name of a stop in which it changes classes. */
    private static final String REDEFINE = "RedefineClasses";

    private static final long GAP_MILLIS = 4000;

    @Override
    public String id() {
        return "attaching";
    }

    @Override
    public int rounds() {
        return 3;
    }

    private static List<Integer> sizes(Jdk jdk) {
        return jdk.hasVirtualThreads() ? List.of(0, 10_000, 100_000) : List.of(1_000);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            for (int size : sizes(jdk)) {
                tasks.add(new Task(jdk, Variant.PARKWATCH, size + " threads", () -> run(jdk, size)));
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, int size) throws Exception {
        Map<String, Double> figures = new LinkedHashMap<>();
        String kind = jdk.hasVirtualThreads() ? "parked" : "platform";
        List<String> flags = List.of("-Xlog:safepoint", "-Xmx2g");
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, Variant.BARE, "", flags, kind, size)) {
            String at = Row.at(size);
            for (String phase : PHASES) {
                CompletableFuture<Double> gap = CompletableFuture.supplyAsync(() -> gap(jvm));
                if (phase.equals("attach")) {
                    jvm.parkwatch("attach", "threshold=1s,interval=1s,port=0");
                } else if (phase.equals("detach")) {
                    jvm.parkwatch("detach");
                } else if (phase.equals("report")) {
                    jvm.parkwatch("report", "threshold=1s");
                }
                figures.put(at + "longest gap, " + phase + ", ms", gap.get());
            }
            figures.put(at + STOP, jvm.longestStop(REDEFINE) / 1e6);
        }
        return figures;
    }

    private static double gap(HeldJvm jvm) {
        try {
            return jvm.longestGap(GAP_MILLIS) / 1e6;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : List.of(0, 1_000, 10_000, 100_000)) {
            PHASES.forEach(phase -> measures.add(Row.at(size) + "longest gap, " + phase + ", ms"));
            measures.add(Row.at(size) + STOP);
        }
        return """
                # Attaching to a running JVM

                Parked threads (on 17: platform threads), and one thread that reads the clock without end: the longest time between two readings in %d s
                without the agent, as it comes, as it watches, as it leaves, and as one comes for a report and leaves. `before` is the noise of the machine.

                """.formatted(GAP_MILLIS / 1000)
                + new FigureTable(bench.jdks(), measures, List.of(Variant.PARKWATCH), samples);
    }
}
