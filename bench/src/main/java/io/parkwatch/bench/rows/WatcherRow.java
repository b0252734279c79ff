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
import java.util.stream.Stream;

/** What watching costs while nothing is stuck, by how many threads wait. */
record WatcherRow(Bench bench) implements Row {
    private static final double NANOS_A_SECOND = 1e9;

    @Override
    public String id() {
        return "watcher";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 3);
    }

    private List<Integer> sizes(Jdk jdk) {
        if (!jdk.hasVirtualThreads()) {
            return List.of(1_000);
        }
        return bench.quick() ? List.of(10_000, 100_000) : List.of(10_000, 100_000, 1_000_000);
    }

    private List<Variant> variants() {
        return bench.quick()
                ? List.of(Variant.EMPTY, Variant.PARKWATCH)
                : Stream.concat(Variant.OURS.stream(), Stream.of(Variant.JFR, Variant.DUMPS))
                        .toList();
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, variants())) {
                for (int size : sizes(jdk)) {
                    tasks.add(new Task(jdk, variant, size + " threads", () -> run(jdk, variant, size)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant, int size) throws Exception {
        boolean ours = variant == Variant.PARKWATCH || variant == Variant.PARKWATCH_FLAG;
        int interval = bench.pick(1, 5);
        int seconds = bench.pick(5, 60);
        String options = "port=0,threshold=1h,interval=" + interval + "s";
        List<String> flags = List.of("-Xlog:safepoint", "-Xmx4g");
        String kind = jdk.hasVirtualThreads() ? "parked" : "platform";
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, flags, kind, size)) {
            // All that wait must be in the table, and the classes for /metrics be loaded.
            HeldJvm.rest(2.5 * interval);
            String before = ours ? jvm.get("metrics") : "";
            String at = label(size);
            figures.put(at + HEAP, (double) jvm.memory().heap());
            HeldJvm.Cpu cpu = jvm.cpu();
            int stops = jvm.safepoints().size();
            Dumps dumps = Dumps.each(interval, variant == Variant.DUMPS, jdk, jvm.pid());
            try {
                HeldJvm.rest(seconds);
                HeldJvm.Cpu spent = jvm.cpu().since(cpu);
                figures.put(at + STOPS, (double) (jvm.safepoints().size() - stops));
                figures.put(at + PROCESS, 100.0 * spent.process() / seconds / NANOS_A_SECOND);
                if (ours) {
                    figures.put(at + WATCHER, 100.0 * spent.watcher() / seconds / NANOS_A_SECOND);
                    String after = jvm.get("metrics");
                    double looks = grown(before, after, "parkwatch_look_seconds_count");
                    if (looks > 0) {
                        figures.put(at + LOOK, 1000 * grown(before, after, "parkwatch_look_seconds_sum") / looks);
                    }
                }
                figures.put(at + GAP, jvm.longestGap(1000L * seconds) / 1e6);
            } finally {
                dumps.stop();
            }
        }
        return figures;
    }

    private static double grown(String before, String after, String metric) {
        return HeldJvm.sum(after, metric) - HeldJvm.sum(before, metric);
    }

    private static final String WATCHER = "the watcher, % of a core";
    private static final String PROCESS = "the process, % of a core";
    private static final String LOOK = "a look, ms of CPU";
    private static final String HEAP = "heap, MB";
    private static final String STOPS = "safepoints";
    private static final String GAP = "longest gap, ms";

    private static String label(int size) {
        return String.format("%,d: ", size).replace('\u00a0', ',');
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : List.of(1_000, 10_000, 100_000, 1_000_000)) {
            for (String measure : List.of(WATCHER, PROCESS, LOOK, HEAP, STOPS, GAP)) {
                measures.add(label(size) + measure);
            }
        }
        return """
                ## The watcher

                Parked threads (on 17: platform threads) and no other work, for %d s, a look each %d s. Wanted: at most 1 %% of one core, at most 140 bytes a thread,
                no safepoint of ours. The gap is the longest time between two readings of the clock by a thread that does nothing else.

                """.formatted(bench.pick(5, 60), bench.pick(1, 5))
                + new FigureTable(bench.jdks(), measures, variants(), samples);
    }
}
