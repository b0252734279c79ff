// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.check;

import io.parkwatch.bench.programs.Counted;
import io.parkwatch.bench.run.Bench;
import io.parkwatch.bench.run.Child;
import io.parkwatch.bench.run.Jdk;
import io.parkwatch.bench.run.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Compares the instructions of one operation with Parkwatch and with the empty agent. Valgrind's callgrind counts them
 * in an interpreting JVM. The choices of the compiler differ by some per cent from run to run, and the path of the
 * interpreter does not: two counts agree to 1 %. The check sees each bytecode that a hook gains, but not the time of
 * compiled code.
 */
public final class Regression {
    private static final Path VALGRIND = Path.of("/usr/bin/valgrind");
    private static final int SECONDS = 900;

    private static final List<String> FLAGS = List.of(
            "-Xint",
            "-XX:+UseSerialGC",
            // Large enough that no collection falls into the run.
            "-Xms256m",
            "-Xmx256m",
            "-Xmn200m",
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1");

    /** One look at the start, and nearly no traces, since their number in the run would depend on its time. */
    private static final String OPTIONS = "port=off,interval=1h,traces=1";

    /**
     * A counted operation.
     *
     * @param bound the ratio that fails
     */
    private record Counting(String what, int times, double bound) {}

    /**
     * The ratios were 1.02, 1.24 and 3.3 when the bounds were set. Each bound is 9 % higher, half of the way to 20 %.
     */
    private static final List<Counting> COUNTINGS = List.of(
            new Counting("hand-over", 3_000, 1.11),
            new Counting("start", 3_000, 1.36),
            new Counting("make", 40_000, 3.65));

    /**
     * The most counts of an operation. A slow machine only adds to a count, as the agent then works for some seconds
     * more. So a count above the bound is repeated, and the least of them decides.
     */
    private static final int ATTEMPTS = 3;

    private final Bench bench;
    private final Jdk jdk;
    private final int planted;
    private final Consumer<String> progress;

    /**
     * Creates a check on the newest JDK.
     *
     * @param planted the per cent of instructions that are added to each operation with Parkwatch, to see the check
     *     fail
     */
    public Regression(Bench bench, int planted, Consumer<String> progress) {
        this.bench = bench;
        this.jdk = bench.jdks().get(bench.jdks().size() - 1);
        this.planted = planted;
        this.progress = progress;
    }

    /** Prints a line for each operation, and reports whether all are within their bounds. */
    public boolean passes() throws IOException {
        if (!Files.isExecutable(VALGRIND)) {
            throw new IOException("the check counts instructions with valgrind: install it");
        }
        boolean passes = true;
        // Other runs on the machine do not change a count, and each run takes one core.
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Future<Double>> empties = new ArrayList<>();
        List<Future<Double>> firsts = new ArrayList<>();
        for (Counting counting : COUNTINGS) {
            empties.add(cores.submit(() -> each(counting, Variant.EMPTY, 0)));
            firsts.add(cores.submit(() -> each(counting, Variant.PARKWATCH, planted)));
        }
        cores.shutdown();
        for (int c = 0; c < COUNTINGS.size(); c++) {
            Counting counting = COUNTINGS.get(c);
            double empty = result(empties.get(c));
            double ours = result(firsts.get(c));
            for (int i = 1; i < ATTEMPTS && ours / empty > counting.bound(); i++) {
                ours = Math.min(ours, each(counting, Variant.PARKWATCH, planted));
            }
            double ratio = ours / empty;
            boolean within = ratio <= counting.bound();
            passes &= within;
            System.out.printf(
                    Locale.ROOT,
                    "%s %s: %.0f instructions with the empty agent, %.0f with Parkwatch: %.3f, at most %.2f%n",
                    within ? "ok  " : "FAIL",
                    counting.what(),
                    empty,
                    ours,
                    ratio,
                    counting.bound());
        }
        return passes;
    }

    private static double result(Future<Double> counted) throws IOException {
        try {
            return counted.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /**
     * Returns the instructions of one operation: those of many, minus those of fewer, so that the start of the JVM and
     * of the agent cancels out.
     */
    private double each(Counting counting, Variant variant, int plantedHere) throws IOException {
        progress.accept("counting " + counting.what() + ", JDK " + jdk.release() + ", " + variant.title());
        int few = counting.times() / 4;
        return (double) (count(counting.what(), counting.times(), variant, plantedHere)
                        - count(counting.what(), few, variant, plantedHere))
                / (counting.times() - few);
    }

    private long count(String what, int times, Variant variant, int plantedHere) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(VALGRIND.toString(), "--tool=callgrind", "--callgrind-out-file=/dev/null"));
        command.addAll(bench.command(jdk, variant, OPTIONS, FLAGS, Counted.class, what, times, plantedHere));
        try (Child child = Child.start(command)) {
            return child.awaitEnd(SECONDS).stream()
                    .filter(line -> line.contains("I   refs:"))
                    .map(line -> line.replaceAll(".*:", "").replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new IOException("callgrind told no count"));
        }
    }
}
