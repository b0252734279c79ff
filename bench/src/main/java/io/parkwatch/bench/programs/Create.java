// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts threads and tasks at full speed, and measures the nanoseconds of each from start to end. Virtual threads are
 * started by a virtual thread on the one carrier that also runs them, so the time covers their whole life.
 */
public final class Create {
    /** The number of threads that are started before they may run. */
    private static final int BULK = 100;

    private Create() {}

    /** Measures each action, with the arguments of {@link Batches}. */
    public static void main(String[] args) throws Exception {
        Batches batches = new Batches(args);
        batches.time("platform thread", Create::platformThreads);
        ExecutorService pool = Executors.newFixedThreadPool(1);
        batches.time("pool task", times -> tasks(pool, times));
        if (Virtual.THERE) {
            Virtual.start(() -> virtual(batches)).join();
        }
        System.exit(0);
    }

    private static void virtual(Batches batches) {
        try {
            batches.time("virtual thread", Create::virtualThreads);
            ExecutorService perTask = Virtual.perTask();
            batches.time("virtual task", times -> tasks(perTask, times));
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void nothing() {}

    private static void platformThreads(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Thread thread = new Thread(Create::nothing);
            thread.start();
            thread.join();
        }
    }

    private static void tasks(ExecutorService executor, int times) throws Exception {
        for (int left = times; left > 0; left -= BULK) {
            Future<?> last = executor.submit(Create::nothing);
            for (int i = 1; i < Math.min(BULK, left); i++) {
                last = executor.submit(Create::nothing);
            }
            last.get();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // the maker goes to the end of its carrier's queue
    private static void virtualThreads(int times) {
        AtomicInteger running = new AtomicInteger();
        Runnable end = running::decrementAndGet;
        for (int left = times; left > 0; left -= BULK) {
            int bulk = Math.min(BULK, left);
            running.set(bulk);
            for (int i = 0; i < bulk; i++) {
                Virtual.start(end);
            }
            while (running.get() > 0) {
                Thread.yield();
            }
        }
    }
}
