// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.own;

import io.parkwatch.annotations.Receives;
import io.parkwatch.annotations.Sends;
import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Channel types with annotated methods, which no option names. */
final class Letters {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Letters program = new Letters();
        program.dropped();
        program.fetched();
        program.implemented();
        program.extended();
        program.inherited();
        program.unnamed();
        program.scene.play();
    }

    private void dropped() {
        Box box = new Box();
        Thread thread = scene.thread(() -> {
            box.drop("a");
            box.drop("b");
        });
        thread.start();
    }

    private void fetched() {
        Box box = new Box();
        Thread thread = scene.thread(() -> box.fetch());
        thread.start();
    }

    private void implemented() {
        Slot slot = new Door();
        Thread thread = scene.thread(() -> slot.post("a"));
        thread.start();
    }

    private void extended() {
        Box box = new SafeBox();
        Thread thread = scene.thread(() -> box.fetch());
        thread.start();
    }

    private void inherited() {
        Chest chest = new OakChest();
        Thread thread = scene.thread(() -> chest.open());
        thread.start();
    }

    private void unnamed() {
        Pigeonhole hole = new Pigeonhole();
        Thread thread = scene.thread(() -> hole.empty());
        thread.start();
    }

    /** Not a channel by itself. */
    static class Chest {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition full = lock.newCondition();

        void open() throws InterruptedException {
            lock.lock();
            try {
                awaitFull();
            } finally {
                lock.unlock();
            }
        }

        private void awaitFull() throws InterruptedException {
            while (true) {
                full.await();
            }
        }
    }

    static final class OakChest extends Chest {
        @Override
        @Receives
        void open() throws InterruptedException {
            super.open();
        }
    }

    static class Box {
        private final ArrayBlockingQueue<Object> letters = new ArrayBlockingQueue<>(1);

        @Sends
        void drop(Object letter) throws InterruptedException {
            letters.put(letter);
        }

        @Receives
        Object fetch() throws InterruptedException {
            return letters.take();
        }
    }

    static final class SafeBox extends Box {}

    interface Slot {
        @Sends
        void post(Object letter) throws InterruptedException;
    }

    static final class Door implements Slot {
        @Override
        public void post(Object letter) throws InterruptedException {
            while (!Thread.interrupted()) {
                LockSupport.park(this);
            }
            throw new InterruptedException(letter.toString());
        }
    }

    /** Only the class below refers to it, so the JVM loads it after that class. */
    interface Emptied {
        @Receives
        void empty() throws InterruptedException;
    }

    static final class Pigeonhole implements Emptied {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition full = lock.newCondition();

        @Override
        public void empty() throws InterruptedException {
            lock.lock();
            try {
                while (true) {
                    full.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
