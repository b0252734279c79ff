// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** The waits of {@code java.util.concurrent} that {@link Dropped} leaves out. Interrupts do not end some of them. */
final class DroppedWaits {
    /** The number of all threads. */
    static final int THREADS = 19;

    private int number;

    private void leak(Job job) {
        Spawn.virtual("dropped-wait-" + number++, job.body()).start();
    }

    void all() {
        synchronousTake();
        rangeOverQueue();
        linkedPut();
        dequePut();
        lockInterruptibly();
        writeLock();
        stampedRead();
        stampedWrite();
        acquireUninterruptibly();
        awaitUninterruptibly();
        awaitAdvance();
        futureTaskGet();
        forkJoinTaskGet();
        forkJoinTaskJoin();
        allOf();
    }

    private void synchronousTake() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        leak(() -> queue.take());
    }

    /** Takes an item, and waits for more. */
    private void rangeOverQueue() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        queue.add(1);
        leak(() -> {
            for (int sum = 0; sum < Integer.MAX_VALUE; ) {
                sum += queue.take();
            }
        });
    }

    private void linkedPut() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>(1);
        queue.add(0);
        leak(() -> queue.put(1));
    }

    private void dequePut() {
        LinkedBlockingDeque<Integer> queue = new LinkedBlockingDeque<>(1);
        queue.add(0);
        leak(() -> queue.putFirst(1));
    }

    private void lockInterruptibly() {
        ReentrantLock lock = new ReentrantLock();
        behind(() -> lock.lock(), () -> lock.lockInterruptibly());
    }

    private void writeLock() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        behind(() -> lock.readLock().lock(), () -> lock.writeLock().lock());
    }

    private void stampedRead() {
        StampedLock lock = new StampedLock();
        behind(() -> lock.writeLock(), () -> lock.readLock());
    }

    private void stampedWrite() {
        StampedLock lock = new StampedLock();
        behind(() -> lock.readLock(), () -> lock.writeLock());
    }

    /** Two threads: the owner of the lock is leaked too. */
    private void behind(Job has, Job wants) {
        CountDownLatch taken = new CountDownLatch(1);
        leak(() -> {
            has.work();
            taken.countDown();
            LockSupport.park(has);
        });
        leak(() -> {
            taken.await();
            wants.work();
        });
    }

    private void acquireUninterruptibly() {
        Semaphore permits = new Semaphore(0);
        leak(() -> permits.acquireUninterruptibly());
    }

    @SuppressWarnings("WaitNotInLoop") // nothing signals it
    private void awaitUninterruptibly() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        leak(() -> {
            lock.lock();
            changed.awaitUninterruptibly();
        });
    }

    private void awaitAdvance() {
        Phaser phaser = new Phaser(1);
        leak(() -> phaser.awaitAdvance(0));
    }

    private void futureTaskGet() {
        FutureTask<Integer> task = new FutureTask<>(() -> 1);
        leak(() -> task.get());
    }

    private void forkJoinTaskGet() {
        ForkJoinTask<?> task = neverForked();
        leak(() -> task.get());
    }

    private void forkJoinTaskJoin() {
        ForkJoinTask<?> task = neverForked();
        leak(() -> task.join());
    }

    /** Returns a task that running does not complete, since a thread that joins a task which has not begun runs it. */
    private static ForkJoinTask<?> neverForked() {
        return new ForkJoinTask<Integer>() {
            private static final long serialVersionUID = 1;

            @Override
            public Integer getRawResult() {
                return 0;
            }

            @Override
            protected void setRawResult(Integer value) {}

            @Override
            protected boolean exec() {
                return false; // begun, to be completed by another thread
            }
        };
    }

    private void allOf() {
        CompletableFuture<Void> all = CompletableFuture.allOf(new CompletableFuture<>(), new CompletableFuture<>());
        leak(() -> all.get());
    }
}
