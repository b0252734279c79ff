// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Two threads take two monitors in opposite orders, and two others do so with two locks in one method. */
final class Deadlock {
    private final Scene scene = new Scene();
    private final Account ours = new Account();
    private final Account theirs = new Account();
    private final CountDownLatch both = new CountDownLatch(2);
    private final CountDownLatch locked = new CountDownLatch(2);
    private int moved;

    static final class Account {}

    public static void main(String[] args) throws Exception {
        Deadlock program = new Deadlock();
        program.debit();
        program.credit();
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        program.move(left, right);
        program.move(right, left);
        program.both.await();
        program.scene.play();
    }

    private void debit() {
        Thread thread = scene.thread(() -> {
            synchronized (ours) {
                await();
                synchronized (theirs) {
                    moved++;
                }
            }
        });
        thread.start();
    }

    private void credit() {
        Thread thread = scene.thread(() -> {
            synchronized (theirs) {
                await();
                synchronized (ours) {
                    moved--;
                }
            }
        });
        thread.start();
    }

    private void move(ReentrantLock from, ReentrantLock to) {
        Thread thread = scene.thread(() -> {
            from.lock();
            try {
                locked.countDown();
                locked.await();
                to.lockInterruptibly();
            } finally {
                from.unlock();
            }
        });
        thread.start();
    }

    private void await() throws InterruptedException {
        both.countDown();
        both.await();
    }
}
