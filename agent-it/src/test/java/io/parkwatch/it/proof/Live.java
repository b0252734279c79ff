// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Many cheap waits that can end. Some of the threads are woken while the collector is asked. */
final class Live {
    /** The number of stuck threads of one {@link #start}. Others park again all the time. */
    static final int STUCK = 10;

    private static final int BUSY = 2;

    private static final Queue<BlockingQueue<Integer>> HELD = new ConcurrentLinkedQueue<>();

    private final List<Thread> timed = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService executor = Spawn.perTask();
    private int started;

    void start() {
        inAField();
        behindAnother();
        behindALock();
        joined();
        timed();
        inAnExecutor();
        flickering();
    }

    /** Ends all threads, and returns the number of those that have not ended. */
    int end() throws InterruptedException {
        over.countDown();
        executor.shutdownNow();
        timed.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ended.get() < started && System.nanoTime() < deadline) {
            HELD.forEach(queue -> queue.offer(1));
            Thread.sleep(1);
        }
        HELD.clear();
        return started - ended.get();
    }

    private Thread thread(Job job) {
        started++;
        Runnable body = job.body();
        return Spawn.virtual("live", () -> {
            body.run();
            ended.incrementAndGet();
        });
    }

    private static <T extends BlockingQueue<Integer>> T held(T queue) {
        HELD.add(queue);
        return queue;
    }

    private void inAField() {
        BlockingQueue<Integer> queue = held(new LinkedBlockingQueue<>());
        thread(() -> queue.take()).start();
        BlockingQueue<Integer> hand = held(new SynchronousQueue<>());
        thread(() -> hand.take()).start();
    }

    private void behindAnother() {
        BlockingQueue<Integer> first = held(new LinkedBlockingQueue<>());
        BlockingQueue<Integer> second = new LinkedBlockingQueue<>();
        thread(() -> second.put(first.take())).start();
        thread(() -> second.take()).start();
    }

    @SuppressWarnings("LockNotBeforeTry") // the second does nothing with the lock
    private void behindALock() {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch has = new CountDownLatch(1);
        thread(() -> {
                    lock.lock();
                    try {
                        has.countDown();
                        over.await();
                    } finally {
                        lock.unlock();
                    }
                })
                .start();
        thread(() -> {
                    has.await();
                    lock.lock();
                    lock.unlock();
                })
                .start();
    }

    private void joined() {
        BlockingQueue<Integer> queue = held(new LinkedBlockingQueue<>());
        Thread awaited = thread(() -> queue.take());
        awaited.start();
        thread(() -> awaited.join()).start();
    }

    private void timed() {
        Thread thread = thread(() -> new LinkedBlockingQueue<Integer>().poll(1, TimeUnit.HOURS));
        timed.add(thread);
        thread.start();
    }

    private void inAnExecutor() {
        started++;
        BlockingQueue<Integer> queue = new SynchronousQueue<>();
        Runnable body = ((Job) () -> queue.put(1)).body();
        executor.execute(() -> {
            body.run();
            ended.incrementAndGet();
        });
    }

    /** Two threads hand each other an item now and then, so that one of them is always parking again. */
    private void flickering() {
        BlockingQueue<Integer> there = new SynchronousQueue<>();
        BlockingQueue<Integer> back = new SynchronousQueue<>();
        for (int i = 0; i < BUSY; i++) {
            boolean first = i == 0;
            thread(() -> {
                        while (over.getCount() > 0) {
                            Thread.sleep(5); // keeps the carriers free for others
                            if (first) {
                                there.offer(1, 20, TimeUnit.MILLISECONDS);
                                back.poll(20, TimeUnit.MILLISECONDS);
                            } else {
                                there.poll(20, TimeUnit.MILLISECONDS);
                                back.offer(1, 20, TimeUnit.MILLISECONDS);
                            }
                        }
                    })
                    .start();
        }
    }
}
