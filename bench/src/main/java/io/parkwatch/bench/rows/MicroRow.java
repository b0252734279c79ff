// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.jmh.Locks;
import io.parkwatch.bench.jmh.QueueType;
import io.parkwatch.bench.jmh.Queues;
import io.parkwatch.bench.page.RatioTable;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** A row of JMH benchmarks, each in its own fork. */
record MicroRow(
        Bench bench, String id, String text, List<Micro> micros, Times times, List<Variant> variants, int rounds)
        implements Row {
    static {
        // The lock of JMH is for the whole machine. Rounds measure one JVM at a time without it.
        System.setProperty("jmh.ignoreLock", "true");
    }

    /**
     * A benchmark.
     *
     * @param types the values of its parameter; empty if it has none
     */
    private record Micro(Class<?> type, String method, List<QueueType> types) {
        Stream<String> measures() {
            return types.isEmpty() ? Stream.of(method) : types.stream().map(queue -> method + " " + queue);
        }
    }

    /**
     * The time of warm-up and of measuring, which is repeated in {@link #WINDOWS} windows.
     *
     * @param percentile the percentile of the windows; negative for their mean
     */
    private record Times(int warmUps, int warmUpMillis, int millis, double percentile) {
        /** The median, since other programs of the machine disturb some windows. */
        static final double MEDIAN = 50;

        static final double MEAN = -1;

        double of(RunResult result) {
            Statistics all = result.getPrimaryResult().getStatistics();
            return percentile < 0 ? all.getMean() : all.getPercentile(percentile);
        }
    }

    private static final int WINDOWS = 4;

    static Row operations(Bench bench) {
        return new MicroRow(
                bench,
                "queues",
                """
                # Queue operations that do not block

                One offer and one poll, one put and one take, by one thread (JMH). Wanted: 1.00, up to noise.
                """,
                List.of(
                        new Micro(Queues.class, "offerPoll", types(bench, QueueType.SYNCHRONOUS_QUEUE)),
                        new Micro(Queues.class, "putTake", types(bench))),
                bench.quick() ? new Times(1, 150, 50, Times.MEDIAN) : new Times(2, 200, 100, Times.MEDIAN),
                bench.variants(Variant.OURS, Variant.BLOCKHOUND),
                bench.pick(2, 4));
    }

    static Row makings(Bench bench) {
        List<Micro> micros = new ArrayList<>();
        micros.add(new Micro(Queues.class, "make", types(bench, QueueType.SYNCHRONOUS_QUEUE)));
        micros.add(new Micro(Locks.class, "makeReentrantLock", List.of()));
        if (!bench.quick()) {
            micros.add(new Micro(Locks.class, "makeSemaphore", List.of()));
            micros.add(new Micro(Locks.class, "makeCountDownLatch", List.of()));
            micros.add(new Micro(Locks.class, "makeLocalLock", List.of()));
        }
        return new MicroRow(
                bench,
                "makings",
                """
                # Creating queues and locks

                One constructor (JMH), with the default budget of traces, over a whole second, since each second has a new budget. Wanted: at most 1.10.
                `makeLocalLock` makes, takes and leaves a lock that never leaves its method.
                """,
                micros,
                bench.quick() ? new Times(2, 300, 250, Times.MEAN) : new Times(3, 500, 250, Times.MEAN),
                bench.variants(Variant.OURS, Variant.BLOCKHOUND),
                bench.pick(2, 4));
    }

    private static List<QueueType> types(Bench bench, QueueType... more) {
        List<QueueType> usual = bench.quick()
                ? List.of(QueueType.ARRAY_BLOCKING_QUEUE)
                : Arrays.stream(QueueType.values())
                        .filter(type -> type != QueueType.SYNCHRONOUS_QUEUE)
                        .toList();
        return Stream.concat(usual.stream(), Stream.of(more)).toList();
    }

    @Override
    public List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.newestIfQuick()) {
            for (Variant variant : bench.on(jdk, variants)) {
                for (Micro micro : micros) {
                    tasks.add(new Task(jdk, variant, micro.method(), () -> run(jdk, variant, micro)));
                }
            }
        }
        return tasks;
    }

    private Map<String, Double> run(Jdk jdk, Variant variant, Micro micro) throws RunnerException {
        List<String> flags = new ArrayList<>(variant.flags(bench.jars(), Bench.DEFAULTS));
        flags.add("-Xmx512m");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(micro.type().getName() + "\\." + micro.method() + "$")
                .jvm(jdk.command("java").toString())
                .jvmArgs(flags.toArray(String[]::new))
                .forks(1)
                .warmupIterations(times.warmUps)
                .warmupTime(TimeValue.milliseconds(times.warmUpMillis))
                .measurementIterations(WINDOWS)
                .measurementTime(TimeValue.milliseconds(times.millis))
                .verbosity(VerboseMode.SILENT)
                // The lines of the agents and the JVM are dropped.
                .output(bench.jars().programs().resolveSibling("jmh.log").toString())
                .shouldFailOnError(true);
        if (!micro.types().isEmpty()) {
            options.param("type", micro.types().stream().map(QueueType::name).toArray(String[]::new));
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String type = result.getParams().getParam("type");
            figures.put(micro.method() + (type == null ? "" : " " + QueueType.valueOf(type)), times.of(result));
        }
        return figures;
    }

    @Override
    public String section(Samples samples) {
        List<String> measures = micros.stream().flatMap(Micro::measures).toList();
        return text + "\n" + new RatioTable(bench.jdks(), measures, samples);
    }
}
