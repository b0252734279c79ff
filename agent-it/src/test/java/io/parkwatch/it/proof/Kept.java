// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.lang.ref.Cleaner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Waits that look like leaks, and that somebody can still end. The method tells who; {@link #letGo} ends them all. */
final class Kept {
    private static final BlockingQueue<Integer> FIELD = new SynchronousQueue<>();
    private static final ThreadLocal<BlockingQueue<Integer>> LOCAL = new ThreadLocal<>();
    private static final CountDownLatch OVER = new CountDownLatch(1);
    private static final ConcurrentHashMap<Object, Cleaner.Cleanable> CLEANABLE = new ConcurrentHashMap<>();

    private final AtomicInteger ended = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Kept::daemon);
    private final ExecutorService executor = Spawn.perTask();
    private int started;

    void all() {
        staticField();
        runningMethod();
        sleepingThread();
        threadLocalOfAnother();
        timerTask();
        cleaner();
        reachableExecutor();
        timed();
        platformThread();
        monitor();
        chainFromAField();
    }

    /** Lets all of them go. */
    void letGo() throws Exception {
        FIELD.put(1);
        OVER.countDown();
        executor.shutdownNow();
        timer.execute(() -> CLEANABLE.values().forEach(Cleaner.Cleanable::clean));
    }

    /** Whether all that were started have ended. */
    boolean isOver() {
        return ended.get() == started;
    }

    private Runnable counted(Job job) {
        started++;
        Runnable body = job.body();
        return () -> {
            body.run();
            ended.incrementAndGet();
        };
    }

    private void start(Job job) {
        Spawn.virtual("kept", counted(job)).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kept-timer");
        thread.setDaemon(true);
        return thread;
    }

    private void staticField() {
        start(() -> FIELD.take());
    }

    /** In a local of a method of a platform thread that waits: its stack is never garbage. */
    private void runningMethod() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.platform(
                        "holder",
                        ((Job) () -> {
                                    OVER.await(1, TimeUnit.HOURS);
                                    queue.put(1);
                                })
                                .body())
                .start();
        start(() -> queue.take());
    }

    private void sleepingThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.virtual(
                        "sleeper",
                        ((Job) () -> {
                                    while (OVER.getCount() > 0) {
                                        Thread.sleep(50);
                                    }
                                    queue.put(1);
                                })
                                .body())
                .start();
        start(() -> queue.take());
    }

    private void threadLocalOfAnother() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.platform(
                        "owner",
                        ((Job) () -> {
                                    LOCAL.set(queue);
                                    OVER.await(1, TimeUnit.HOURS);
                                    LOCAL.get().put(1);
                                })
                                .body())
                .start();
        start(() -> queue.take());
    }

    private void timerTask() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    if (OVER.getCount() == 0) {
                        queue.offer(1);
                    }
                },
                50,
                50,
                TimeUnit.MILLISECONDS);
        start(() -> queue.take());
    }

    private void cleaner() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Object key = new Object();
        CLEANABLE.put(key, Cleaner.create().register(key, () -> queue.add(1)));
        start(() -> queue.take());
    }

    private void reachableExecutor() {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        executor.execute(counted(() -> queue.put(1)));
    }

    private void timed() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Thread[] self = new Thread[1];
        self[0] = Spawn.virtual("kept", counted(() -> queue.poll(1, TimeUnit.HOURS)));
        self[0].start();
        onOver(() -> self[0].interrupt());
    }

    private void platformThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.platform("kept", counted(() -> queue.take())).start();
        onOver(() -> queue.put(1));
    }

    /** Waits while it holds a monitor: pinned on 21, off its carrier on 25. */
    private void monitor() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Object lock = new Object();
        start(() -> {
            synchronized (lock) {
                queue.take();
            }
        });
        onOver(() -> queue.put(1));
    }

    /** The last waits for the one before, which waits for somebody who can come. */
    private void chainFromAField() {
        LinkedBlockingQueue<Integer> first = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Integer> second = new LinkedBlockingQueue<>();
        onOver(() -> first.put(1));
        start(() -> second.put(first.take()));
        start(() -> second.take());
    }

    private void onOver(Job job) {
        Spawn.platform(
                        "ender",
                        ((Job) () -> {
                                    OVER.await(1, TimeUnit.HOURS);
                                    job.work();
                                })
                                .body())
                .start();
    }
}
