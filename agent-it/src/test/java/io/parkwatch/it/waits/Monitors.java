// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads that want a monitor whose owner sleeps, or wait for a notification that never comes. */
final class Monitors {
    private final Scene scene = new Scene();
    private final Vault vault = new Vault();
    private final Bell bell = new Bell();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(1);
    private boolean rung;

    static final class Vault {}

    static final class Bell {}

    public static void main(String[] args) throws Exception {
        Monitors program = new Monitors();
        program.owner();
        program.held.await();
        for (int i = 0; i < 3; i++) {
            program.blocked();
        }
        program.waits();
        program.waitsTimed();
        program.waitsForAnArray();
        program.waitsInSlices();
        program.entersAgain();
        program.waiting.await();
        program.ringer();
        program.scene.play();
    }

    private void owner() {
        Thread thread = scene.thread(() -> {
            synchronized (vault) {
                held.countDown();
                TimeUnit.HOURS.sleep(1);
            }
        });
        thread.start();
    }

    private void blocked() {
        Thread thread = scene.thread(() -> {
            synchronized (vault) {
                vault.notifyAll();
            }
        });
        thread.start();
    }

    private void waits() {
        Bell own = new Bell();
        Thread thread = scene.thread(() -> {
            synchronized (own) {
                own.wait();
            }
        });
        thread.start();
    }

    private void waitsTimed() {
        Bell own = new Bell();
        Thread thread = scene.thread(() -> {
            synchronized (own) {
                own.wait(TimeUnit.HOURS.toMillis(1));
            }
        });
        thread.start();
    }

    private void waitsForAnArray() {
        Bell[][] own = new Bell[1][1];
        Thread thread = scene.thread(() -> {
            synchronized (own) {
                own.wait();
            }
        });
        thread.start();
    }

    /** Checks every 100 ms, so that no single wait is long. */
    private void waitsInSlices() {
        Bell own = new Bell();
        Thread thread = scene.thread(() -> {
            synchronized (own) {
                while (true) {
                    own.wait(100);
                }
            }
        });
        thread.start();
    }

    /** Is notified, and then blocked by the thread that notified it. */
    private void entersAgain() {
        Thread thread = scene.thread(() -> {
            synchronized (bell) {
                waiting.countDown();
                while (!rung) {
                    bell.wait();
                }
            }
        });
        thread.start();
    }

    private void ringer() {
        Thread thread = scene.thread(() -> {
            synchronized (bell) {
                rung = true;
                bell.notifyAll();
                TimeUnit.HOURS.sleep(1);
            }
        });
        thread.start();
    }
}
