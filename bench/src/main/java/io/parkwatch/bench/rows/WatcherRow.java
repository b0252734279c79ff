// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.FigureTable;
import io.parkwatch.bench.page.Markdown;
import io.parkwatch.bench.page.Ratio;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.HeldJvm;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The cost of watching while nothing is stuck, by the number of threads that wait. */
record WatcherRow(Bench bench) implements Row {
    static final String WATCHER = "the watcher, % of a core";
    static final String BYTES = "live objects added, bytes a thread";
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MB = 1024 * 1024;
    private static final int MOST_FOR_PEERS = 100_000;
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);

    /** The least time over which the watcher's share is measured. */
    private static final double WHOLE_LOOKS_SECONDS = 10;

    private static final double GIVEN_UP_SECONDS = 120;
    private static final String PROCESS = "the process, % of a core";
    private static final String LOOKS = "parkwatch_look_seconds_count";
    private static final String LOOK = "a look, ms of CPU";
    private static final String APART = "from look to look, s";
    private static final String HEAP = "live objects but stacks, MB";
    private static final String STOPS = "safepoints";
    private static final String STOPPED_BY = "stopped by ";
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
            return List.of(0, 10_000);
        }
        return bench.quick() ? List.of(0, 100_000) : List.of(0, 10_000, 100_000, 1_000_000);
    }

    private List<Variant> variants() {
        return bench.variants(Variant.FOUR, Variant.JFR, Variant.DUMPS);
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, variants())) {
                for (int size : sizes(jdk)) {
                    // Without threads only the memory is needed, which is subtracted to get the bytes of a thread.
                    boolean wanted = variant == Variant.EMPTY || variant.parkwatch() || size > 0;
                    if (wanted && (!variant.peer() || size <= MOST_FOR_PEERS)) {
                        tasks.add(new Task(jdk, variant, size + " threads", () -> run(jdk, variant, size)));
                    }
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant, int size) throws Exception {
        String options = "port=0,threshold=1h,interval=" + interval() + "s";
        List<String> flags = List.of("-Xlog:safepoint", "-Xmx4g");
        String kind = jdk.hasVirtualThreads() ? "parked" : "platform";
        String at = Row.at(size);
        Map<String, Double> figures = new LinkedHashMap<>();
        try (HeldJvm jvm = HeldJvm.start(bench, jdk, variant, options, flags, kind, size)) {
            // By then all waits are in the table, and the classes for /metrics are loaded next.
            HeldJvm.rest(bench.pick(15, 25) * interval() / 10.0);
            String before = variant.parkwatch() ? jvm.get("metrics") : "";
            figures.put(at + HEAP, jvm.objects() / MB);
            if (size == 0) {
                return figures;
            }
            Dumps dumps = Dumps.each(interval(), variant == Variant.DUMPS, jvm);
            try {
                HeldJvm.Cpu cpu = jvm.cpu();
                int stops = jvm.safepoints().size();
                HeldJvm.rest(seconds());
                HeldJvm.Cpu spent = jvm.cpu().since(cpu);
                List<String> all = jvm.safepoints();
                figures.put(at + STOPS, (double) (all.size() - stops));
                all.subList(stops, all.size()).forEach(why -> figures.merge(STOPPED_BY + why, 1.0, Double::sum));
                figures.put(at + PROCESS, percent(spent.process()));
                if (variant.parkwatch()) {
                    looks(before, jvm.get("metrics"), at, figures);
                    if (!bench.quick()) {
                        // In its first seconds the watcher may spend what it saved before, so a short time means
                        // nothing.
                        figures.put(at + WATCHER, share(jvm));
                    }
                }
                figures.put(at + GAP, jvm.longestGap(1000L * bench.pick(1, 10)) / 1e6);
            } finally {
                dumps.stop();
            }
        }
        return figures;
    }

    /** Returns the per cent of a core over whole looks. With a million threads a look comes every half minute. */
    private static double share(HeldJvm jvm) throws IOException, InterruptedException {
        nextLook(jvm);
        HeldJvm.Cpu cpu = jvm.cpu();
        long began = System.nanoTime();
        double seconds = 0;
        while (seconds < WHOLE_LOOKS_SECONDS) {
            nextLook(jvm);
            seconds = (System.nanoTime() - began) / NANOS_A_SECOND;
        }
        return 100 * jvm.cpu().since(cpu).watcher() / NANOS_A_SECOND / seconds;
    }

    private static void nextLook(HeldJvm jvm) throws IOException, InterruptedException {
        double looks = jvm.metric(LOOKS);
        long began = System.nanoTime();
        while (jvm.metric(LOOKS) == looks) {
            if ((System.nanoTime() - began) / NANOS_A_SECOND > GIVEN_UP_SECONDS) {
                throw new IllegalStateException("no look in " + GIVEN_UP_SECONDS + " s");
            }
            HeldJvm.rest(0.1);
        }
    }

    private double percent(long nanos) {
        return 100.0 * nanos / seconds() / NANOS_A_SECOND;
    }

    private static void looks(String before, String after, String at, Map<String, Double> figures) {
        double looks = grown(before, after, LOOKS);
        if (looks > 0) {
            figures.put(at + LOOK, 1000 * grown(before, after, "parkwatch_look_seconds_sum") / looks);
            figures.put(at + APART, grown(before, after, "parkwatch_last_look_timestamp_seconds") / looks);
        }
    }

    private static double grown(String before, String after, String metric) {
        return HeldJvm.sum(after, metric) - HeldJvm.sum(before, metric);
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = new ArrayList<>();
        for (int size : SIZES) {
            for (String measure : List.of(WATCHER, PROCESS, LOOK, APART, HEAP, STOPS, GAP)) {
                measures.add(Row.at(size) + measure);
            }
        }
        return """
                # The watcher

                Parked threads (on 17: platform threads) and no other work, for %d s, a look each %d s. Wanted: at most 1 %% of one core, at most 140 bytes a thread,
                no safepoint of ours. The watcher's share is told over whole looks, at least %d s. The gap is the longest time between two readings of the clock by a thread that does nothing else. Thread dumps are those of
                `jcmd Thread.dump_to_file`, one each %d s.

                """.formatted(seconds(), interval(), (int) WHOLE_LOOKS_SECONDS, interval())
                + new FigureTable(bench.jdks(), measures, variants(), samples)
                + "\nWhat the agent adds for each thread, its own at rest left out:\n\n"
                + bytes(samples)
                + "\nWhich safepoints (`-Xlog:safepoint`) these were, in a minute, at all sizes; none where the table is empty:\n\n"
                + stops(samples);
    }

    private Markdown bytes(Samples samples) {
        Markdown table = new Markdown("", "JDK", Variant.PARKWATCH.title(), Variant.PARKWATCH_FLAG.title());
        for (int size : SIZES) {
            for (Jdk jdk : bench.jdks()) {
                if (!samples.of(Row.at(size) + HEAP, jdk, Variant.PARKWATCH).isEmpty()) {
                    table.row(
                            Row.at(size) + BYTES,
                            String.valueOf(jdk.release()),
                            bytes(samples, jdk, size, Variant.PARKWATCH),
                            bytes(samples, jdk, size, Variant.PARKWATCH_FLAG));
                }
            }
        }
        return table;
    }

    private static String bytes(Samples samples, Jdk jdk, int size, Variant variant) {
        double bytes = MB * (added(samples, jdk, size, variant) - added(samples, jdk, 0, variant)) / size;
        return Double.isNaN(bytes) ? "" : String.format(Locale.ROOT, "%.0f", bytes);
    }

    private static double added(Samples samples, Jdk jdk, int size, Variant variant) {
        return heap(samples, jdk, size, variant) - heap(samples, jdk, size, Variant.EMPTY);
    }

    private static double heap(Samples samples, Jdk jdk, int size, Variant variant) {
        List<Double> heaps = samples.of(Row.at(size) + HEAP, jdk, variant);
        return heaps.isEmpty() ? Double.NaN : Ratio.median(heaps);
    }

    private Markdown stops(Samples samples) {
        Markdown table = new Markdown(Markdown.cells(
                List.of("", "JDK"), variants().stream().map(Variant::title).toList()));
        for (Jdk jdk : bench.jdks()) {
            for (String why : samples.measures(STOPPED_BY)) {
                List<String> cells = variants().stream()
                        .map(variant -> aMinute(samples, jdk, variant, why))
                        .toList();
                if (!cells.stream().allMatch(cell -> cell.isEmpty() || cell.equals("0.0"))) {
                    table.row(Markdown.cells(
                            List.of(why.substring(STOPPED_BY.length()), String.valueOf(jdk.release())), cells));
                }
            }
        }
        return table;
    }

    private String aMinute(Samples samples, Jdk jdk, Variant variant, String why) {
        long runs = SIZES.stream()
                .mapToLong(
                        size -> samples.of(Row.at(size) + STOPS, jdk, variant).size())
                .sum();
        double all = samples.of(why, jdk, variant).stream()
                .mapToDouble(stops -> stops)
                .sum();
        return runs == 0 ? "" : String.format(Locale.ROOT, "%.1f", all * 60 / (runs * seconds()));
    }

    private int seconds() {
        return bench.pick(2, 20);
    }

    private int interval() {
        return bench.pick(1, 5);
    }
}
