// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Repeats one operation and does nothing else, so that its instructions can be counted from outside. */
public final class Counted {
    private static final AtomicReference<Object> LAST = new AtomicReference<>();

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Counted() {}

    /**
     * Repeats the operation.
     *
     * @param args the operation ({@code hand-over}, {@code start}, {@code make}), its repetitions, and the per cent of
     *     more repetitions that plant a slow-down
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
     * Waits until no other thread of this JVM works: the start of an agent must not be counted in one run and missed in
     * another.
     */
    private static void awaitQuiet() throws InterruptedException {
        // An agent may do a part of its start at the first virtual thread.
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

    /** Hands over from one virtual thread to another; both park. */
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

    /** Starts empty virtual threads from one that lets each run to its end, on the same carrier. */
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
