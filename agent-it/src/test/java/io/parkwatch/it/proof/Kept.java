// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Waits that look leaked but can still end, since something holds what they wait on. The method names the holder. */
final class Kept {
    private static final BlockingQueue<Integer> FIELD = new SynchronousQueue<>();
    private static final ThreadLocal<BlockingQueue<Integer>> LOCAL = new ThreadLocal<>();
    private static final ConcurrentHashMap<Object, Cleaner.Cleanable> CLEANABLE = new ConcurrentHashMap<>();
    private static final List<Object> HELD = new ArrayList<>();
    private static final List<Phantom> PHANTOMS = new ArrayList<>();
    private static final int COMPILES = 20_000;
    private static final int PERIOD_MILLIS = 50;

    private final Ends ends;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(Kept::daemon);

    Kept(Ends ends) {
        this.ends = ends;
    }

    void all() throws Exception {
        staticField();
        weaklyAndStrongly();
        softlyHeld();
        runningMethod();
        compiledMethod();
        sleepingThread();
        threadLocalOfAnother();
        threadLocalOfAVirtualThread();
        scheduledTask();
        timerTask();
        delayedExecutor();
        cleaner();
        phantomField();
        shutdownHook();
        chainFromAField();
        if (Natives.ARE_THERE) {
            nativeGlobal();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "kept-timer");
        thread.setDaemon(true);
        return thread;
    }

    private void staticField() {
        ends.start(() -> FIELD.take());
        ends.lettingGo(() -> FIELD.put(1));
    }

    private void weaklyAndStrongly() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        HELD.add(queue);
        WeakReference<BlockingQueue<Integer>> weak = new WeakReference<>(queue);
        ends.start(() -> queue.take());
        ends.lettingGo(() -> Objects.requireNonNull(weak.get()).put(1));
    }

    /** Held until the collector wants the memory. It may clear the reference while the thread is unlisted. */
    void softlyHeld() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        SoftReference<BlockingQueue<Integer>> soft = new SoftReference<>(queue);
        ends.start(() -> queue.take());
        ends.lettingGo(() -> Objects.requireNonNull(soft.get()).put(1));
    }

    /** Held by a local variable of a waiting platform thread, whose stack is never garbage. */
    private void runningMethod() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Ends.platform("holder", () -> {
            ends.await();
            queue.put(1);
        });
        ends.start(() -> queue.take());
    }

    /** Held by a local variable of a compiled method. */
    private void compiledMethod() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        CountDownLatch open = new CountDownLatch(0);
        CountDownLatch closed = new CountDownLatch(1);
        ends.onOver(() -> closed.countDown());
        Ends.platform("holder", () -> {
            LinkedBlockingQueue<Integer> scratch = new LinkedBlockingQueue<>();
            for (int i = 0; i < COMPILES; i++) {
                giveAfter(open, scratch);
                scratch.clear();
            }
            giveAfter(closed, queue);
        });
        ends.start(() -> queue.take());
    }

    private static void giveAfter(CountDownLatch latch, BlockingQueue<Integer> queue) throws InterruptedException {
        latch.await(1, TimeUnit.HOURS);
        queue.put(1);
    }

    private void sleepingThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Spawn.virtual("sleeper", sleeping(() -> queue.put(1)).body()).start();
        ends.start(() -> queue.take());
    }

    private Job sleeping(Job then) {
        return () -> {
            while (!ends.isOver()) {
                Thread.sleep(PERIOD_MILLIS);
            }
            then.work();
        };
    }

    private void threadLocalOfAnother() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Ends.platform("owner", () -> {
            LOCAL.set(queue);
            ends.await();
            LOCAL.get().put(1);
        });
        ends.start(() -> queue.take());
    }

    private void threadLocalOfAVirtualThread() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Job job = () -> {
            LOCAL.set(queue);
            sleeping(() -> LOCAL.get().put(1)).work();
        };
        Spawn.virtual("sleeper", job.body()).start();
        ends.start(() -> queue.take());
    }

    private void scheduledTask() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        ScheduledFuture<?> unused = scheduler.scheduleWithFixedDelay(
                () -> offerOnceOver(queue), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        ends.start(() -> queue.take());
    }

    private boolean offerOnceOver(BlockingQueue<Integer> queue) {
        return ends.isOver() && queue.offer(1);
    }

    private void timerTask() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                boolean unused = offerOnceOver(queue);
            }
        };
        new Timer("kept-timer", true).schedule(task, PERIOD_MILLIS, PERIOD_MILLIS);
        ends.start(() -> queue.take());
    }

    private void delayedExecutor() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        later(queue);
        ends.start(() -> queue.take());
    }

    private void later(BlockingQueue<Integer> queue) {
        CompletableFuture.delayedExecutor(PERIOD_MILLIS, TimeUnit.MILLISECONDS).execute(() -> {
            if (!offerOnceOver(queue)) {
                later(queue);
            }
        });
    }

    private void cleaner() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Object key = new Object();
        CLEANABLE.put(key, Cleaner.create().register(key, () -> queue.add(1)));
        ends.start(() -> queue.take());
        ends.lettingGo(() -> CLEANABLE.values().forEach(Cleaner.Cleanable::clean));
    }

    /** A reference of code that cleans up without a {@link Cleaner}. */
    private static final class Phantom extends PhantomReference<Object> {
        private final BlockingQueue<Integer> queue;

        Phantom(Object of, BlockingQueue<Integer> queue) {
            super(of, new ReferenceQueue<>());
            this.queue = queue;
        }
    }

    private void phantomField() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        PHANTOMS.add(new Phantom(new Object(), queue));
        ends.start(() -> queue.take());
        ends.lettingGo(() -> PHANTOMS.get(0).queue.put(1));
    }

    /** Woken by a hook when the program exits. */
    private static void shutdownHook() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        CountDownLatch woken = new CountDownLatch(1);
        Job job = () -> {
            queue.take();
            woken.countDown();
        };
        Spawn.virtual("kept", job.body()).start();
        Job hook = () -> {
            queue.put(1);
            System.out.println("woken by a hook: " + woken.await(1, TimeUnit.MINUTES));
        };
        Runtime.getRuntime().addShutdownHook(new Thread(hook.body()));
    }

    /** The third waits for the second, the second for the first, and the first can be woken. */
    private void chainFromAField() {
        LinkedBlockingQueue<Integer> first = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Integer> second = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Integer> third = new LinkedBlockingQueue<>();
        ends.onOver(() -> first.put(1));
        ends.start(() -> second.put(first.take()));
        ends.start(() -> third.put(second.take()));
        ends.start(() -> third.take());
    }

    @SuppressWarnings("unchecked")
    private void nativeGlobal() {
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        Natives.hold(queue);
        ends.start(() -> queue.take());
        ends.lettingGo(() -> ((BlockingQueue<Integer>) Natives.held()).put(1));
    }
}
