// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.contract;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Has a stuck sender, two threads that want the locks of others in a chain, and two that are deadlocked. */
final class Incident {
    private final Scene scene = new Scene();
    private final ReentrantLock order = new ReentrantLock();
    private final ReentrantLock stock = new ReentrantLock();

    public static void main(String[] args) throws Exception {
        Incident program = new Incident();
        program.send();
        program.waits();
        program.wantsTheOrder();
        program.wantsTheStock();
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CountDownLatch locked = new CountDownLatch(2);
        program.move(left, right, locked);
        program.move(right, left, locked);
        program.scene.play();
    }

    private void send() {
        SynchronousQueue<String> queue = new SynchronousQueue<>();
        Thread thread = scene.thread(() -> queue.put("a"));
        thread.start();
    }

    /** The root: it holds the order, and nobody counts down. */
    private void waits() throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        Thread thread = scene.thread(() -> {
            order.lock();
            locked.countDown();
            new CountDownLatch(1).await();
        });
        thread.start();
        locked.await();
    }

    private void wantsTheOrder() throws InterruptedException {
        CountDownLatch locked = new CountDownLatch(1);
        Thread thread = scene.thread(() -> {
            stock.lock();
            locked.countDown();
            order.lockInterruptibly();
        });
        thread.start();
        locked.await();
    }

    private void wantsTheStock() {
        Thread thread = scene.thread(stock::lockInterruptibly);
        thread.start();
    }

    private void move(ReentrantLock from, ReentrantLock to, CountDownLatch locked) {
        Thread thread = scene.thread(() -> {
            from.lock();
            locked.countDown();
            locked.await();
            to.lockInterruptibly();
        });
        thread.start();
    }
}
