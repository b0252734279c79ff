// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.scale;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Starts 20,000 virtual threads a second, each of which parks once for a millisecond, beside ten that are stuck. */
final class Churn {
    private static final int A_SECOND = 20_000;
    private static final int ROUNDS_A_SECOND = 100;
    private static final int MANY = 100_000;

    private final Scene scene = new Scene();
    private final LongAdder ended = new LongAdder();

    public static void main(String[] args) throws Exception {
        Churn program = new Churn();
        Thread feeder = program.scene.thread(program::feed);
        feeder.start();
        program.stuck();
        program.scene.play();
    }

    private void stuck() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        for (int i = 0; i < 10; i++) {
            Thread thread = scene.thread(() -> queue.put("a"));
            thread.start();
        }
    }

    private void feed() throws InterruptedException {
        Runnable task = () -> {
            LockSupport.parkNanos(1_000_000);
            ended.increment();
        };
        long round = System.nanoTime();
        boolean said = false;
        while (!Thread.currentThread().isInterrupted()) {
            if (!said && ended.sum() >= MANY) {
                System.out.println("many came and went");
                said = true;
            }
            for (int i = 0; i < A_SECOND / ROUNDS_A_SECOND; i++) {
                Spawn.startVirtual(task);
            }
            round += TimeUnit.SECONDS.toNanos(1) / ROUNDS_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(round - System.nanoTime());
        }
    }
}
