// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Times an action in batches of some milliseconds, and prints the median batch. The time is the CPU time of all Java
 * threads, without other programs, the compiler and the collector. On one idle core it equals that of the clock.
 */
final class Batches {
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long warmUpNanos;
    private final long measureNanos;

    /** An action that repeats itself a number of times. */
    interface Batch {
        void run(int times) throws Exception;
    }

    /** @param args the milliseconds of warm-up and of measuring, for each action */
    Batches(String[] args) {
        warmUpNanos = TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(args[0]));
        measureNanos = TimeUnit.MILLISECONDS.toNanos(Integer.parseInt(args[1]));
    }

    /** Prints the CPU nanoseconds of one repetition. */
    void time(String name, Batch batch) throws Exception {
        int times = warmUp(batch);
        double[] each = new double[(int) (measureNanos / BATCH_NANOS) * 4];
        int batches = 0;
        long end = System.nanoTime() + measureNanos;
        while (batches < each.length && (batches == 0 || System.nanoTime() < end)) {
            each[batches++] = (double) nanos(batch, times) / times;
        }
        Arrays.sort(each, 0, batches);
        System.out.println("= " + name + " " + each[batches / 2]);
    }

    /** Warms the code up, and returns the number of repetitions that make a batch. */
    private int warmUp(Batch batch) throws Exception {
        int times = 1;
        // Measured by CPU time too, since the compiler shares the core with everything else.
        long end = cpu() + warmUpNanos;
        while (cpu() < end) {
            long took = Math.max(1, nanos(batch, times));
            times = (int) Math.max(1, Math.min(2L * times, times * BATCH_NANOS / took));
        }
        return times;
    }

    private static long nanos(Batch batch, int times) throws Exception {
        long start = cpu();
        batch.run(times);
        return cpu() - start;
    }

    /**
     * Returns the CPU time of all Java threads, carriers included. The clock of the process ticks in steps of 10 ms in
     * today's JVMs.
     */
    private static long cpu() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            // The thread has ended if its time is -1.
            sum += Math.max(0, THREADS.getThreadCpuTime(id));
        }
        return sum;
    }
}
