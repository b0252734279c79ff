// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;

/** Holds many threads, and answers questions on standard input about their costs. */
public final class Held {
    private static final int COLLECTIONS = 4;

    private Held() {}

    /**
     * Prints {@code ready} when all threads wait.
     *
     * @param args the kind of threads, {@code parked}, {@code platform}, {@code stuck}, {@code circles}, {@code alone}
     *     or {@code places}, and their number
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        switch (args[0]) {
            case "parked" -> Parked.virtual(count);
            case "platform" -> Parked.platform(count);
            case "stuck" -> Parked.senders(count);
            case "circles" -> Locked.circles(count);
            case "alone" -> Locked.alone(count);
            case "places" -> Places.stuckAt(count);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null; word = in.readLine()) {
            obey(word);
        }
        System.exit(0);
    }

    private static void obey(String word) {
        if (word.equals("cpu")) {
            cpu();
        } else if (word.equals("memory")) {
            memory();
        } else {
            System.out.println("gap " + longestGap(Long.parseLong(word)));
        }
    }

    /** Prints the CPU nanoseconds so far of the process, of the agent's watcher, and of the agent's other threads. */
    private static void cpu() {
        System.out.println("cpu " + process().getProcessCpuTime() + " " + cpu("parkwatch-watcher"::equals) + " "
                + cpu(name -> name.startsWith("parkwatch-") && !name.equals("parkwatch-watcher")));
    }

    private static com.sun.management.OperatingSystemMXBean process() {
        return (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }

    private static long cpu(Predicate<String> wanted) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> wanted.test(thread.getThreadName()))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    /** Prints the least bytes of heap after several collections, and the bytes of metaspace. */
    static void memory() {
        long heap = Long.MAX_VALUE;
        // Some of the garbage that a collection finds is cleared only after it, and the agent looks at any time.
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.println("memory " + heap + " " + metaspace);
    }

    /** Reads the clock for some milliseconds, and returns the longest time between two reads, in nanoseconds. */
    private static long longestGap(long millis) {
        long longest = 0;
        long last = System.nanoTime();
        long end = last + millis * 1_000_000;
        while (last < end) {
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }
        return longest;
    }
}
