// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.page.Ratio;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What watching costs while nothing is stuck, by how many threads wait. */
record WatcherRow(Bench bench) implements Row {
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MB = 1024 * 1024;
    private static final int MOST_FOR_PEERS = 100_000;
    private static final String WATCHER = "the watcher, % of a core";
    private static final String PROCESS = "the process, % of a core";
    private static final String LOOK = "a look, ms of CPU";
    private static final String HEAP = "live objects but stacks, MB";
    private static final String STOPS = "safepoints";
    private static final String GAP = "longest gap, ms";

    @Override
    public String id() {
        return "watcher";
    }

    @Override
    public int rounds() {
        return bench.pick(1, 2);
    }

    private List<Integer> sizes(Jdk jdk) {
        if (!jdk.hasVirtualThreads()) {
            return List.of(0, 1_000);
        }
        return bench.quick() ? List.of(0, 10_000, 100_000) : List.of(0, 10_000, 100_000, 1_000_000);
    }

    /** Nothing watches in a bare JVM, with the flag or without it. */
    private List<Variant> variants() {
        return bench.quick()
                ? List.of(Variant.EMPTY, Variant.PARKWATCH)
                : List.of(Variant.EMPTY, Variant.PARKWATCH, Variant.JFR, Variant.DUMPS);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, variants())) {
                for (int size : sizes(jdk)) {
                    if (!variant.peer() || size <= MOST_FOR_PEERS) {
                        tasks.add(new Task(jdk, variant, size + " threads", () -> run(jdk, variant, size)));
                    }
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant, int size) throws Exception {
        boolean ours = variant == Variant.PARKWATCH;
        String options = "port=0,threshold=1h,interval=" + interval() + "s";
        List<String> flags = List.of("-Xlog:safepoint", "-Xmx4g");
        String kind = jdk.hasVirtualThreads() ? "parked" : "platform";
        String at = label(size);
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, flags, kind, size)) {
            // All that wait must be in the table, and the classes for /metrics be loaded.
            HeldJvm.rest(2.5 * interval());
            String before = ours ? jvm.get("metrics") : "";
            figures.put(at + HEAP, jvm.objects(jdk) / MB);
            if (size == 0) {
                return figures;
            }
            Dumps dumps = Dumps.each(interval(), variant == Variant.DUMPS, jdk, jvm.pid());
            try {
                HeldJvm.Cpu cpu = jvm.cpu();
                int stops = jvm.safepoints().size();
                HeldJvm.rest(seconds());
                HeldJvm.Cpu spent = jvm.cpu().since(cpu);
                figures.put(at + STOPS, (double) (jvm.safepoints().size() - stops));
                figures.put(at + PROCESS, percent(spent.process()));
                if (ours) {
                    look(before, jvm.get("metrics")).ifPresent(millis -> figures.put(at + LOOK, millis));
                    if (!bench.quick()) {
                        // In its first seconds it may spend what it saved before: a short time tells nothing.
                        figures.put(at + WATCHER, percent(spent.watcher()));
                    }
                }
                figures.put(at + GAP, jvm.longestGap(1000L * bench.pick(2, 10)) / 1e6);
            } finally {
                dumps.stop();
            }
        }
        return figures;
    }

    private double percent(long nanos) {
        return 100.0 * nanos / seconds() / NANOS_A_SECOND;
    }

    private static OptionalDouble look(String before, String after) {
        double looks = grown(before, after, "parkwatch_look_seconds_count");
        return looks == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(1000 * grown(before, after, "parkwatch_look_seconds_sum") / looks);
    }

    private static double grown(String before, String after, String metric) {
        return HeldJvm.sum(after, metric) - HeldJvm.sum(before, metric);
    }

    private static String label(int size) {
        return String.format(Locale.ROOT, "%,d: ", size);
    }

    @Override
    public String section(Samples samples) {
        List<Integer> sizes = List.of(1_000, 10_000, 100_000, 1_000_000);
        List<String> measures = new ArrayList<>();
        for (int size : sizes) {
            for (String measure : List.of(WATCHER, PROCESS, LOOK, HEAP, STOPS, GAP)) {
                measures.add(label(size) + measure);
            }
        }
        return """
                ## The watcher

                Parked threads (on 17: platform threads) and no other work, for %d s, a look each %d s. Wanted: at most 1 %% of one core, at most 140 bytes a thread,
                no safepoint of ours. The gap is the longest time between two readings of the clock by a thread that does nothing else.

                """.formatted(seconds(), interval())
                + new FigureTable(bench.jdks(), measures, variants(), samples)
                + bytes(samples, sizes);
    }

    /** What the agent's heap grows by with the threads: without what it holds where there are none. */
    private String bytes(Samples samples, List<Integer> sizes) {
        List<String> told = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            for (int size : sizes) {
                if (!samples.of(label(size) + HEAP, jdk, Variant.PARKWATCH).isEmpty()) {
                    double bytes = MB * (added(samples, jdk, size) - added(samples, jdk, 0)) / size;
                    told.add(String.format(Locale.ROOT, "%.0f bytes (%,d, JDK %d)", bytes, size, jdk.release()));
                }
            }
        }
        return told.isEmpty()
                ? ""
                : "\nLive objects that the agent adds for each thread, its own at rest left out: "
                        + String.join("; ", told) + ".\n";
    }

    private static double added(Samples samples, Jdk jdk, int size) {
        return Ratio.median(samples.of(label(size) + HEAP, jdk, Variant.PARKWATCH))
                - Ratio.median(samples.of(label(size) + HEAP, jdk, Variant.EMPTY));
    }

    private int seconds() {
        return bench.pick(4, 20);
    }

    private int interval() {
        return bench.pick(1, 5);
    }
}
