// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A leak of each kind, in which nothing holds the thread or what it waits on. The method names the kind. */
final class Dropped {
    /** The number of all threads. */
    static final int THREADS = 38;

    private final List<WeakReference<Object>> weak = new ArrayList<>();
    private int number;

    private void leak(Job job) {
        Spawn.virtual("dropped-" + number++, job.body()).start();
    }

    void all() {
        queues();
        locks();
        signals();
        circles();
        others();
    }

    private void queues() {
        synchronousPut();
        arrayPut();
        arrayTake();
        linkedTake();
        dequeTake();
        transferTake();
        transfer();
        priorityTake();
        delayTake();
        exchange();
    }

    private void locks() {
        semaphore();
        readLock();
    }

    private void signals() {
        latch();
        barrier();
        phaser();
        condition();
        futureGet();
        futureJoin();
        stageJoin();
        completionTake();
        joinOfLeaked();
    }

    private void circles() {
        twoInACircle();
        fiveInACircle();
        lockOrder();
        chain();
    }

    private void others() {
        park();
        ownThreadLocal();
        weaklyHeld();
    }

    private void synchronousPut() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        leak(() -> queue.put(1));
    }

    private void arrayPut() {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
        queue.add(0);
        leak(() -> queue.put(1));
    }

    private void arrayTake() {
        ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
        leak(() -> queue.take());
    }

    private void linkedTake() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        leak(() -> queue.take());
    }

    private void dequeTake() {
        LinkedBlockingDeque<Integer> queue = new LinkedBlockingDeque<>();
        leak(() -> queue.takeLast());
    }

    private void transferTake() {
        LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
        leak(() -> queue.take());
    }

    private void transfer() {
        LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
        leak(() -> queue.transfer(1));
    }

    private void priorityTake() {
        PriorityBlockingQueue<Integer> queue = new PriorityBlockingQueue<>();
        leak(() -> queue.take());
    }

    private void delayTake() {
        DelayQueue<Delayed> queue = new DelayQueue<>();
        leak(() -> queue.take());
    }

    private void exchange() {
        Exchanger<Integer> exchanger = new Exchanger<>();
        leak(() -> exchanger.exchange(1));
    }

    private void semaphore() {
        Semaphore permits = new Semaphore(0);
        leak(() -> permits.acquire());
    }

    /** Two threads: the owner of the write lock is leaked too. */
    private void readLock() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        CountDownLatch has = new CountDownLatch(1);
        leak(() -> {
            lock.writeLock().lock();
            has.countDown();
            LockSupport.park(lock);
        });
        leak(() -> {
            has.await();
            lock.readLock().lock();
        });
    }

    private void latch() {
        CountDownLatch latch = new CountDownLatch(1);
        leak(() -> latch.await());
    }

    private void barrier() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        leak(() -> barrier.await());
    }

    private void phaser() {
        Phaser phaser = new Phaser(2);
        leak(() -> phaser.arriveAndAwaitAdvance());
    }

    @SuppressWarnings("WaitNotInLoop") // nothing signals it
    private void condition() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        leak(() -> {
            lock.lock();
            changed.await();
        });
    }

    private void futureGet() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        leak(() -> future.get());
    }

    private void futureJoin() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        leak(() -> future.join());
    }

    /** The waiter creates the stage, and is the first to load its class. */
    private void stageJoin() {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        leak(() -> future.thenApply(n -> n + 1).join());
    }

    /** Takes from a completion service whose task is never run. */
    private void completionTake() {
        CompletionService<Integer> tasks = new ExecutorCompletionService<>(task -> {});
        leak(() -> {
            Future<Integer> unused = tasks.submit(() -> 1);
            tasks.take().cancel(true);
        });
    }

    private void joinOfLeaked() {
        Thread leaked = Spawn.virtual("dropped-joined", () -> LockSupport.park());
        leaked.start();
        leak(() -> leaked.join());
    }

    /** Each thread takes what the other would put. */
    private void twoInACircle() {
        circle(2);
    }

    private void fiveInACircle() {
        circle(5);
    }

    private void circle(int size) {
        List<BlockingQueue<Integer>> queues = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            queues.add(new LinkedBlockingQueue<>());
        }
        for (int i = 0; i < size; i++) {
            BlockingQueue<Integer> from = queues.get(i);
            BlockingQueue<Integer> to = queues.get((i + 1) % size);
            leak(() -> to.put(from.take()));
        }
    }

    /** A deadlock: each thread holds the lock that the other needs. */
    private void lockOrder() {
        ReentrantLock a = new ReentrantLock();
        ReentrantLock b = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        leak(() -> {
            a.lock();
            both.await();
            b.lock();
        });
        leak(() -> {
            b.lock();
            both.await();
            a.lock();
        });
    }

    /** The first is stuck, the second waits for the first, the third for the second. */
    private void chain() {
        SynchronousQueue<Integer> first = new SynchronousQueue<>();
        SynchronousQueue<Integer> second = new SynchronousQueue<>();
        SynchronousQueue<Integer> third = new SynchronousQueue<>();
        leak(() -> second.put(first.take()));
        leak(() -> third.put(second.take()));
        leak(() -> third.take());
    }

    private void park() {
        leak(() -> LockSupport.park());
    }

    @SuppressWarnings("ThreadLocalUsage") // the test needs a local of one thread only
    private void ownThreadLocal() {
        ThreadLocal<BlockingQueue<Integer>> local = new ThreadLocal<>();
        leak(() -> {
            local.set(new LinkedBlockingQueue<>());
            local.get().take();
        });
    }

    /** Held only by a weak reference. */
    private void weaklyHeld() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        weak.add(new WeakReference<>(queue));
        leak(() -> queue.take());
    }
}
