// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Does one thing so many times, and nothing else: its instructions are counted from outside. */
public final class Counted {
    private static final AtomicReference<Object> LAST = new AtomicReference<>();

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Counted() {}

    /**
     * Does it.
     *
     * @param args what ({@code hand-over}, {@code start}, {@code make}); how often; per cent more than said, as a
     *     planted slow-down
     */
    public static void main(String[] args) throws Exception {
        awaitQuiet();
        int times = Integer.parseInt(args[1]) * (100 + Integer.parseInt(args[2])) / 100;
        switch (args[0]) {
            case "hand-over" -> handOver(times);
            case "start" -> start(times);
            case "make" -> make(times);
            default -> throw new IllegalArgumentException(args[0]);
        }
        System.exit(0);
    }

    /**
     * Waits until nothing works any more in this JVM: an agent that begins must not be counted in one run and missed in
     * another.
     */
    private static void awaitQuiet() throws InterruptedException {
        // An agent may wait for the first virtual thread with a part of its start.
        Virtual.start(LockSupport::park);
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = 0;
        long now = process.getProcessCpuTime();
        while (now - before > QUIET_NANOS) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = process.getProcessCpuTime();
        }
    }

    /** From one virtual thread to another, both parking. */
    private static void handOver(int times) throws InterruptedException {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        Thread taker = Virtual.start(() -> repeat(times, queue::take));
        Virtual.start(() -> repeat(times, () -> {
                    queue.put(1);
                    return 1;
                }))
                .join();
        taker.join();
    }

    private interface Step {
        Object run() throws InterruptedException;
    }

    private static void repeat(int times, Step step) {
        try {
            for (int i = 0; i < times; i++) {
                step.run();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Virtual threads that do nothing, by one that lets each run to its end, on the same carrier. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void start(int times) throws InterruptedException {
        Runnable nothing = Counted::nothing;
        Virtual.start(() -> repeat(times, () -> {
                    Thread started = Virtual.start(nothing);
                    Thread.yield();
                    return started;
                }))
                .join();
    }

    private static void nothing() {}

    private static void make(int times) {
        for (int i = 0; i < times; i++) {
            LAST.set(new ArrayBlockingQueue<>(1));
        }
    }
}
