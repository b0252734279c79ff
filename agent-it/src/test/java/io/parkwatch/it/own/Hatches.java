// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.annotations.Receives;
import io.parkwatch.annotations.Sends;
import io.parkwatch.it.run.Scene;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Channels that park without a blocker. */
final class Hatches {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Hatches program = new Hatches();
        program.taken();
        program.given();
        program.polled();
        program.named();
        program.served();
        program.scene.play();
    }

    private void taken() {
        Hatch hatch = new Hatch();
        Thread thread = scene.thread(() -> hatch.take());
        thread.start();
        scene.onRelease(() -> hatch.open(thread));
    }

    private void given() {
        Hatch hatch = new Hatch();
        Thread thread = scene.thread(() -> hatch.give("a", 7L, "b"));
        thread.start();
        scene.onRelease(() -> hatch.open(thread));
    }

    private void polled() {
        Hatch hatch = new Hatch();
        Thread thread = scene.thread(() -> hatch.poll());
        thread.start();
        scene.onRelease(() -> hatch.open(thread));
    }

    private void named() {
        Hatch hatch = new Hatch();
        Thread thread = scene.thread(() -> hatch.next());
        thread.start();
        scene.onRelease(() -> hatch.open(thread));
    }

    private void served() {
        Hatch hatch = new Hatch();
        Thread thread = scene.thread(() -> hatch.serve());
        thread.start();
        scene.onRelease(() -> hatch.open(thread));
    }

    static final class Hatch {
        private final ConcurrentLinkedQueue<Object> plates = new ConcurrentLinkedQueue<>();
        private volatile boolean open;

        void open(Thread waiter) {
            open = true;
            LockSupport.unpark(waiter);
        }

        @Receives
        @Nullable
        Object take() {
            awaitOpen();
            return plates.poll();
        }

        private void awaitOpen() {
            while (!open) {
                LockSupport.park();
            }
        }

        @Sends
        boolean give(Object plate, long table, Object waiter) {
            Runnable waits = () -> {
                while (!open) {
                    LockSupport.park();
                }
            };
            waits.run();
            return table > 0 && plates.add(plate) && plates.add(waiter);
        }

        @Receives
        @Nullable
        Object poll() {
            long slice = TimeUnit.MILLISECONDS.toNanos(400);
            while (!open) {
                LockSupport.parkNanos(slice);
            }
            return plates.poll();
        }

        /** Parks with a blocker of its own. */
        @Receives
        @Nullable
        Object next() {
            while (!open) {
                LockSupport.park(this);
            }
            return plates.poll();
        }

        /** Parks in a method that has no channel. */
        @Receives
        @Nullable
        Object serve() {
            while (!open) {
                rest();
            }
            return plates.poll();
        }

        private static void rest() {
            LockSupport.park();
        }
    }
}
