// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Senders to full queues and receivers from empty ones, each on its own queue. */
final class Queues {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Queues program = new Queues();
        program.arrays();
        program.linked();
        program.sorted();
        program.scene.play();
    }

    private void arrays() {
        arrayPut();
        arrayOffer();
        arrayTake();
        arrayPoll();
        manyPut();
    }

    private void linked() {
        linkedPut();
        linkedOffer();
        linkedTake();
        linkedPoll();
        endlessTake();
    }

    private void sorted() {
        sortedTake();
        sortedPoll();
    }

    private void arrayPut() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void arrayOffer() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(2, true, List.of("a", "b"));
        Thread thread = scene.thread(() -> queue.offer("c", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void arrayTake() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(3);
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void arrayPoll() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(3);
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    private void manyPut() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        queue.add("a");
        for (int i = 0; i < 25; i++) {
            Thread thread = scene.thread(() -> queue.put("b"));
            thread.start();
        }
    }

    private void linkedPut() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(1);
        queue.add("a");
        Thread thread = scene.thread(() -> queue.put("b"));
        thread.start();
    }

    private void linkedOffer() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(1);
        queue.add("a");
        Thread thread = scene.thread(() -> queue.offer("b", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void linkedTake() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(4);
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void linkedPoll() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>(4);
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }

    private void endlessTake() {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void sortedTake() {
        BlockingQueue<String> queue = new PriorityBlockingQueue<>();
        Thread thread = scene.thread(() -> queue.take());
        thread.start();
    }

    private void sortedPoll() {
        BlockingQueue<String> queue = new PriorityBlockingQueue<>();
        Thread thread = scene.thread(() -> queue.poll(1, TimeUnit.HOURS));
        thread.start();
    }
}
