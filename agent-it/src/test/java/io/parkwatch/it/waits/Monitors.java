// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread sleeps inside a monitor, three want it, and one waits for a notification. */
final class Monitors {
    private final Scene scene = new Scene();
    private final Object held = new Object();
    private final Object bell = new Object();
    private final CountDownLatch entered = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        Monitors program = new Monitors();
        program.owner();
        program.entered.await();
        for (int i = 0; i < 3; i++) {
            program.blocked();
        }
        program.waiting();
        program.scene.play();
    }

    private void owner() {
        Thread thread = scene.thread(() -> {
            synchronized (held) {
                entered.countDown();
                TimeUnit.HOURS.sleep(1);
            }
        });
        thread.start();
    }

    private void blocked() {
        Thread thread = scene.thread(() -> {
            synchronized (held) {
                held.notifyAll();
            }
        });
        thread.start();
    }

    @SuppressWarnings("WaitNotInLoop") // nobody rings
    private void waiting() {
        Thread thread = scene.thread(() -> {
            synchronized (bell) {
                bell.wait();
            }
        });
        thread.start();
    }
}
