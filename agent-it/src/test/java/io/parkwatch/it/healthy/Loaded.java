// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.healthy;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * A pipeline at full speed with four producers, four workers and one sink. Each stage waits for the others now and
 * then.
 */
final class Loaded {
    private final Scene scene = new Scene();
    private final BlockingQueue<Integer> wanted = new ArrayBlockingQueue<>(16, true);
    private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>(16);
    private final LongAdder items = new LongAdder();

    public static void main(String[] args) throws Exception {
        new Loaded().run();
    }

    private void run() throws Exception {
        for (int i = 0; i < 4; i++) {
            Thread producer = scene.thread(this::produce);
            producer.start();
            Thread worker = scene.thread(this::work);
            worker.start();
        }
        Thread sink = scene.thread(this::sink);
        sink.start();
        scene.onRelease(() -> System.out.println("items: " + items.sum()));
        scene.play();
    }

    private void produce() throws InterruptedException {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            wanted.put(i);
        }
    }

    private void work() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            done.put(Integer.bitCount(wanted.take()));
        }
    }

    private void sink() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            done.take();
            items.increment();
        }
    }
}
