// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.host;

import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has a stuck thread, one whose overridden methods must not be called, and a consumer that gets an item every tenth of
 * a second.
 */
final class OddThreads {
    private static volatile boolean released;

    public static void main(String[] args) throws Exception {
        Scene scene = new Scene();
        scene.onRelease(() -> released = true);
        new Odd().start();
        if (args.length > 0) {
            ids(args[0]);
        }
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        Thread consumer = scene.thread(() -> {
            while (true) {
                queue.take();
            }
        });
        consumer.start();
        Thread producer = scene.thread(() -> {
            while (!released) {
                queue.put("a");
                Thread.sleep(100);
            }
        });
        producer.start();
        scene.play();
    }

    /** Starts threads whose ids the JVM itself asks for on 17, while they wait and while others want what they hold. */
    private static void ids(String of) throws InterruptedException {
        if (of.equals("ended")) {
            endedOwner();
            return;
        }
        new Throwing().start();
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        CountDownLatch entered = new CountDownLatch(1);
        daemon(() -> {
            synchronized (monitor) {
                entered.countDown();
                waitFor(monitor);
            }
        });
        entered.await(); // the next owner takes the monitor from a waiting thread
        CountDownLatch held = new CountDownLatch(1);
        new Blocking(() -> {
                    lock.lock();
                    synchronized (monitor) {
                        held.countDown();
                        LockSupport.park();
                    }
                })
                .start();
        held.await();
        daemon(() -> wantLock(lock));
        daemon(() -> wantMonitor(monitor));
    }

    /** A thread that nobody lists any more, but that the JVM still knows as the owner of what another one wants. */
    private static void endedOwner() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread owner = new Blocking(lock::lock);
        owner.start();
        owner.join();
        daemon(() -> wantLock(lock));
    }

    private static void waitFor(Object monitor) {
        try {
            while (!released) {
                monitor.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void wantLock(ReentrantLock lock) {
        lock.lock();
    }

    private static void wantMonitor(Object monitor) {
        synchronized (monitor) {
            throw new IllegalStateException("nobody leaves it");
        }
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        thread.start();
    }

    /** A thread whose {@code getId} throws. */
    private static final class Throwing extends Thread {
        Throwing() {
            setDaemon(true);
        }

        @Override
        public void run() {
            LockSupport.park();
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            throw new IllegalStateException("asked for its id");
        }
    }

    /** A thread whose {@code getId} never returns. */
    private static final class Blocking extends Thread {
        Blocking(Runnable run) {
            super(run);
            setDaemon(true);
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** A thread whose methods throw. */
    private static final class Odd extends Thread {
        private final SynchronousQueue<String> queue = new SynchronousQueue<>();

        Odd() {
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                queue.put("a");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public State getState() {
            throw new IllegalStateException("asked for its state");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("asked for its stack");
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return 1;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("asked for its text");
        }
    }
}
