// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.annotations.Receives;
import io.parkwatch.it.run.Scene;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Channels that wait on a private object, and two that share such an object. */
final class Desks {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Desks program = new Desks();
        program.guarded();
        program.filled();
        program.shared();
        program.linked();
        program.sliced();
        program.scene.play();
    }

    private void guarded() {
        Desk desk = new Desk(new Object());
        Thread thread = scene.thread(() -> desk.collect());
        thread.start();
    }

    private void filled() {
        Tray tray = new Tray();
        Thread thread = scene.thread(() -> tray.next());
        thread.start();
    }

    private void shared() {
        Object lock = new Object();
        Desk one = new Desk(lock);
        Desk other = new Desk(lock);
        Thread thread = scene.thread(() -> one.collect());
        thread.start();
        scene.onRelease(() -> other.leave("a"));
    }

    /** One shelf is in the field where the other has its lock. */
    private void linked() {
        Shelf one = new Shelf(new Object());
        Shelf other = new Shelf(one);
        Thread thread = scene.thread(() -> one.fetch());
        thread.start();
        scene.onRelease(() -> other.close());
    }

    private void sliced() {
        Tray tray = new Tray();
        Thread thread = scene.thread(() -> tray.poll());
        thread.start();
    }

    static final class Shelf {
        private final Object next;
        private boolean closed;

        Shelf(Object next) {
            this.next = next;
        }

        synchronized void close() {
            closed = true;
            notifyAll();
        }

        @Receives
        synchronized Object fetch() throws InterruptedException {
            while (!closed) {
                wait();
            }
            return next;
        }
    }

    static final class Desk {
        private final Object lock;
        private @Nullable Object letter;

        Desk(Object lock) {
            this.lock = lock;
        }

        void leave(Object left) {
            synchronized (lock) {
                letter = left;
                lock.notifyAll();
            }
        }

        @Receives
        Object collect() throws InterruptedException {
            synchronized (lock) {
                while (letter == null) {
                    lock.wait();
                }
                return letter;
            }
        }
    }

    static final class Tray {
        private final Deque<Object> letters = new ArrayDeque<>();

        void add(Object letter) {
            synchronized (letters) {
                letters.add(letter);
                letters.notifyAll();
            }
        }

        @Receives
        Object next() throws InterruptedException {
            synchronized (letters) {
                while (letters.isEmpty()) {
                    letters.wait();
                }
                return letters.remove();
            }
        }

        @Receives
        Object poll() throws InterruptedException {
            synchronized (letters) {
                while (letters.isEmpty()) {
                    letters.wait(400);
                }
                return letters.remove();
            }
        }
    }
}
