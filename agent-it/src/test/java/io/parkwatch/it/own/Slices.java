// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads whose wait consists of many short ones. Some are stuck and some are not. */
final class Slices {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Slices program = new Slices();
        program.waiting();
        program.parking();
        program.within();
        program.recursive();
        program.healthy();
        program.scene.play();
    }

    private void waiting() {
        Slot slot = new Slot();
        Thread thread = scene.thread(() -> slot.next());
        thread.start();
    }

    private void parking() {
        Slot slot = new Slot();
        Thread thread = scene.thread(() -> {
            slot.send("a");
            slot.send("b");
        });
        thread.start();
    }

    private void within() {
        Slot slot = new Slot();
        Thread thread = scene.thread(() -> slot.sendAll(List.of("a", "b", "c")));
        thread.start();
    }

    private void recursive() {
        Slot slot = new Slot.Deep();
        Thread thread = scene.thread(() -> slot.send("a"));
        thread.start();
    }

    /** None of these stays in one call for long, though each waits at every look. */
    private void healthy() {
        Slot empty = new Slot();
        forever(() -> {
            try {
                empty.next(300);
            } catch (TimeoutException e) {
                // The next call is a separate wait.
            }
        });
        Slot busy = new Slot();
        forever(() -> busy.next());
        forever(() -> {
            busy.send("a");
            Thread.sleep(200);
        });
        Slot one = new Slot();
        BlockingQueue<String> fed = new SynchronousQueue<>();
        forever(() -> one.drain(fed));
        Slot each = new Slot();
        forever(() -> each.each());
        forever(() -> {
            fed.put("a");
            each.send("a");
            Thread.sleep(300);
        });
        Slot once = new Slot();
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        Thread poller = scene.thread(() -> {
            once.send("a");
            while (!Thread.currentThread().isInterrupted()) {
                queue.poll(Slot.SLICE, TimeUnit.MILLISECONDS);
            }
        });
        poller.start();
    }

    private void forever(Job once) {
        Thread thread = scene.thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                once.work();
            }
        });
        thread.start();
    }
}
