// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.rows;

import io.parkwatch.bench.page.RatioTable;
import io.parkwatch.bench.programs.CoroutinesKt;
import io.parkwatch.bench.programs.Create;
import io.parkwatch.bench.programs.Park;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Row;
import io.parkwatch.bench.run.Samples;
import io.parkwatch.bench.run.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of one program that times actions, in each variant: nanoseconds of CPU, compared as ratios.
 *
 * @param text describes the figures on the page
 * @param measures the names that the program prints
 */
record ProgramRow(
        Bench bench,
        String id,
        String text,
        Class<?> main,
        List<Object> args,
        List<Variant> variants,
        List<String> measures,
        String options,
        int rounds)
        implements Row {

    /** One carrier, since there is one core, and the collector that the JVM chooses on more cores. */
    private static final List<String> FLAGS = List.of(
            "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-XX:+UseG1GC");

    private static final int WATCHED = 1_000_000;

    static Row park(Bench bench) {
        return new ProgramRow(
                bench,
                "park",
                """
                # Park and unpark

                One hand-over between two threads that share a core, so that each is a park, an unpark and a switch: CPU time of both. Wanted: at most 1.05, the
                worst at most 1.10.
                """,
                Park.class,
                spans(bench),
                variants(bench),
                List.of(
                        "virtual ping-pong",
                        "virtual SynchronousQueue",
                        "virtual ReentrantLock",
                        "platform ping-pong",
                        "platform SynchronousQueue",
                        "platform ReentrantLock"),
                Bench.DEFAULTS,
                bench.pick(2, 8));
    }

    static Row watched(Bench bench) {
        List<Object> args = new ArrayList<>(spans(bench));
        args.add(WATCHED);
        return new ProgramRow(
                bench,
                "watched",
                """
                # Park and unpark, 1,000,000 threads watched

                The same while as many virtual threads are parked, and seen so by looks each second. Wanted: at most 1.10.
                """,
                Park.class,
                args,
                Variant.OURS,
                List.of("virtual ping-pong, many watched", "virtual SynchronousQueue, many watched"),
                "port=0,threshold=1h,interval=1s",
                5);
    }

    static Row create(Bench bench) {
        return new ProgramRow(
                bench,
                "create",
                """
                # Creating threads and tasks

                From the start of one to its end, at full speed, on one core: CPU time of all threads, of a platform thread that of its maker. Wanted: at most
                1.10.
                """,
                Create.class,
                // The first flood removes the hook, and the JIT compiles again the methods that had inlined it: both
                // belong to the warm-up.
                List.of(bench.pick(200, 500), bench.pick(80, 300)),
                variants(bench),
                List.of("virtual thread", "virtual task", "platform thread", "pool task"),
                Bench.DEFAULTS,
                bench.pick(2, 8));
    }

    static Row coroutines(Bench bench) {
        return new ProgramRow(
                bench,
                "coroutines",
                """
                # Coroutines

                One item through a channel of kotlinx.coroutines, on the one thread of `runBlocking`: CPU time. Wanted: 1.00 where nobody suspends, at most 1.05 for a
                hand-over on a channel that lives on, at most 1.25 for a new channel, coroutine and suspension. DebugProbes is the library's own agent.
                """,
                CoroutinesKt.class,
                List.of(bench.pick(150, 1000), bench.pick(60, 400)),
                bench.variants(Variant.OURS, Variant.PROBES, Variant.PROBES_STACKS),
                List.of("item, nobody suspends", "item, a hand-over", "new channel, coroutine and suspension"),
                Bench.DEFAULTS,
                bench.pick(2, 8));
    }

    /** Returns the milliseconds of warm-up and of measuring. */
    private static List<Object> spans(Bench bench) {
        return List.of(bench.pick(80, 400), bench.pick(60, 400));
    }

    private static List<Variant> variants(Bench bench) {
        return bench.variants(Variant.OURS, Variant.BLOCKHOUND, Variant.JFR, Variant.OPENTELEMETRY);
    }

    @Override
    public List<Task> tasks() {
        boolean watched = args.contains(WATCHED);
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add(watched ? "-Xmx4g" : "-Xmx512m");
        List<Task> tasks = new ArrayList<>();
        for (Jdk jdk : bench.jdks()) {
            if (watched && !jdk.hasVirtualThreads()) {
                continue;
            }
            for (Variant variant : bench.on(jdk, variants)) {
                tasks.add(bench.onOneCore(jdk, variant, options, flags, main, args.toArray()));
            }
        }
        return tasks;
    }

    @Override
    public String section(Samples samples) {
        return text + "\n" + new RatioTable(bench.jdks(), measures, samples);
    }
}
