// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.bounded;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** Waits at both ends of full and empty deques, each on its own deque. */
final class Deques {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Deques program = new Deques();
        program.senders();
        program.receivers();
        program.scene.play();
    }

    private void senders() {
        put();
        putFirst();
        putLast();
        offerFirst();
    }

    private void receivers() {
        take();
        takeFirst();
        takeLast();
        pollLast();
    }

    private static BlockingDeque<String> filled(BlockingDeque<String> deque) {
        deque.add("a");
        return deque;
    }

    private void put() {
        BlockingDeque<String> deque = filled(new LinkedBlockingDeque<>(1));
        Thread thread = scene.thread(() -> deque.put("b"));
        thread.start();
    }

    private void putFirst() {
        BlockingDeque<String> deque = filled(new LinkedBlockingDeque<>(1));
        Thread thread = scene.thread(() -> deque.putFirst("b"));
        thread.start();
    }

    private void putLast() {
        BlockingDeque<String> deque = filled(new LinkedBlockingDeque<>(1));
        Thread thread = scene.thread(() -> deque.putLast("b"));
        thread.start();
    }

    private void offerFirst() {
        BlockingDeque<String> deque = filled(new LinkedBlockingDeque<>(1));
        Thread thread = scene.thread(() -> deque.offerFirst("b", 1, TimeUnit.HOURS));
        thread.start();
    }

    private void take() {
        BlockingDeque<String> deque = new LinkedBlockingDeque<>();
        Thread thread = scene.thread(() -> deque.take());
        thread.start();
    }

    private void takeFirst() {
        BlockingDeque<String> deque = new LinkedBlockingDeque<>(2);
        Thread thread = scene.thread(() -> deque.takeFirst());
        thread.start();
    }

    private void takeLast() {
        BlockingDeque<String> deque = new LinkedBlockingDeque<>(2);
        Thread thread = scene.thread(() -> deque.takeLast());
        thread.start();
    }

    private void pollLast() {
        BlockingDeque<String> deque = new LinkedBlockingDeque<>(2);
        Thread thread = scene.thread(() -> deque.pollLast(1, TimeUnit.HOURS));
        thread.start();
    }
}
