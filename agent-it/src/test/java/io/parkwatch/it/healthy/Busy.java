// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.healthy;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that wait nearly all the time, in short waits. */
final class Busy {
    private final Scene scene = new Scene();
    private final Object bell = new Object();

    public static void main(String[] args) throws Exception {
        Busy program = new Busy();
        program.queues();
        program.locks();
        program.monitors();
        program.meetings();
        program.slices();
        program.scene.play();
    }

    /** Repeats a task until the release. */
    private void loop(Job task) {
        Thread thread = scene.thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                task.work();
            }
        });
        thread.start();
    }

    /** Puts an item about every millisecond, so that the consumer waits at every look. */
    private void queues() {
        drip(new SynchronousQueue<>());
        drip(new SynchronousQueue<>(true));
        drip(new ArrayBlockingQueue<>(1));
        drip(new LinkedBlockingQueue<>());
        drip(new LinkedTransferQueue<>());
        backPressure(new ArrayBlockingQueue<>(1));
        backPressure(new SynchronousQueue<>());
        LinkedTransferQueue<String> transfers = new LinkedTransferQueue<>();
        loop(() -> transfers.transfer("a"));
        loop(() -> {
            transfers.take();
            TimeUnit.MILLISECONDS.sleep(1);
        });
    }

    private void drip(BlockingQueue<String> queue) {
        loop(() -> {
            queue.put("a");
            TimeUnit.MILLISECONDS.sleep(1);
        });
        loop(() -> queue.take());
    }

    /** Keeps the queue full, so that the producer waits at every look. */
    private void backPressure(BlockingQueue<String> queue) {
        loop(() -> queue.put("a"));
        loop(() -> {
            queue.take();
            TimeUnit.MILLISECONDS.sleep(1);
        });
    }

    private void locks() {
        ReentrantLock lock = new ReentrantLock(true);
        for (int i = 0; i < 4; i++) {
            loop(() -> {
                lock.lockInterruptibly();
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } finally {
                    lock.unlock();
                }
            });
        }
        Semaphore permits = new Semaphore(1, true);
        for (int i = 0; i < 3; i++) {
            loop(() -> {
                permits.acquire();
                try {
                    TimeUnit.MILLISECONDS.sleep(1);
                } finally {
                    permits.release();
                }
            });
        }
    }

    /** Keeps most threads blocked at a monitor, or just notified, at every look. */
    @SuppressWarnings("WaitNotInLoop") // the loop is around it
    private void monitors() {
        Object held = new Object();
        for (int i = 0; i < 4; i++) {
            loop(() -> {
                synchronized (held) {
                    TimeUnit.MILLISECONDS.sleep(1);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            });
        }
        Object rung = new Object();
        for (int i = 0; i < 3; i++) {
            loop(() -> {
                synchronized (rung) {
                    rung.wait();
                    TimeUnit.MILLISECONDS.sleep(1);
                }
            });
        }
        loop(() -> {
            synchronized (rung) {
                rung.notifyAll();
            }
            TimeUnit.MILLISECONDS.sleep(3);
        });
    }

    @SuppressWarnings("WaitNotInLoop") // the loop is around it
    private void meetings() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Exchanger<String> exchanger = new Exchanger<>();
        for (int i = 0; i < 2; i++) {
            loop(() -> {
                barrier.await();
                TimeUnit.MILLISECONDS.sleep(1);
            });
            loop(() -> {
                exchanger.exchange("a");
                TimeUnit.MILLISECONDS.sleep(1);
            });
        }
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        loop(() -> {
            lock.lockInterruptibly();
            try {
                changed.await();
            } finally {
                lock.unlock();
            }
        });
        loop(() -> {
            lock.lockInterruptibly();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            TimeUnit.MILLISECONDS.sleep(1);
        });
    }

    /** Repeats waits with a time-out far below the threshold. */
    @SuppressWarnings("WaitNotInLoop") // the loop is around it
    private void slices() {
        loop(() -> TimeUnit.MILLISECONDS.sleep(5));
        loop(() -> LockSupport.parkNanos(3_000_000));
        LinkedBlockingQueue<String> empty = new LinkedBlockingQueue<>();
        loop(() -> empty.poll(100, TimeUnit.MILLISECONDS));
        SynchronousQueue<String> nobody = new SynchronousQueue<>();
        loop(() -> nobody.offer("a", 100, TimeUnit.MILLISECONDS));
        Semaphore none = new Semaphore(0);
        loop(() -> none.tryAcquire(100, TimeUnit.MILLISECONDS));
        loop(() -> {
            synchronized (bell) {
                bell.wait(7);
            }
        });
        // Notified every few milliseconds by the loop below.
        loop(() -> {
            synchronized (scene) {
                scene.wait();
            }
        });
        loop(() -> {
            synchronized (scene) {
                scene.notifyAll();
            }
            TimeUnit.MILLISECONDS.sleep(2);
        });
    }
}
