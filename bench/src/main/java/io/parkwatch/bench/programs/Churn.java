// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/** Makes a day's threads and queues in minutes, and prints the used memory after each tenth. */
public final class Churn {
    private static final int TENTHS = 10;
    private static final int BULK = 1000;

    private Churn() {}

    /**
     * Makes all of them.
     *
     * @param args the number of virtual threads (none before 21), and of queues
     */
    public static void main(String[] args) throws InterruptedException {
        long threads = Virtual.THERE ? Long.parseLong(args[0]) : 0;
        long queues = Long.parseLong(args[1]);
        for (int tenth = 0; tenth < TENTHS; tenth++) {
            threads(threads / TENTHS);
            queues(queues / TENTHS);
            Held.memory();
        }
        System.exit(0);
    }

    private static void threads(long count) throws InterruptedException {
        Semaphore ended = new Semaphore(0);
        for (long left = count; left > 0; left -= BULK) {
            for (int i = 0; i < BULK; i++) {
                Virtual.start(ended::release);
            }
            ended.acquire(BULK);
        }
    }

    private static void queues(long count) throws InterruptedException {
        for (long i = 0; i < count; i++) {
            BlockingQueue<Long> queue = new ArrayBlockingQueue<>(1);
            queue.put(i);
            queue.take();
        }
    }
}
