// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.waits;

import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Each way to wait for something that is neither an item nor a lock. */
final class Waits {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        Waits program = new Waits();
        program.signals();
        program.results();
        program.ends();
        program.parks();
        program.scene.play();
    }

    private void signals() {
        condition();
        conditionTimed();
        latch();
        latchTimed();
        barrier();
        phaser();
    }

    private void results() {
        futureGet();
        futureGetTimed();
        futureJoin();
        task();
    }

    private void ends() {
        joinPlatform();
        joinTimed();
        if (Runtime.version().feature() >= 21) {
            joinVirtual();
        }
        termination();
    }

    private void parks() {
        park();
        parkOnSomething();
    }

    @SuppressWarnings("WaitNotInLoop") // nothing signals it
    private void condition() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        Thread thread = scene.thread(() -> {
            lock.lock();
            changed.await();
        });
        thread.start();
    }

    @SuppressWarnings("WaitNotInLoop") // nothing signals it
    private void conditionTimed() {
        ReentrantLock lock = new ReentrantLock();
        Condition changed = lock.newCondition();
        Thread thread = scene.thread(() -> {
            lock.lock();
            changed.await(1, TimeUnit.HOURS);
        });
        thread.start();
    }

    private void latch() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread thread = scene.thread(() -> latch.await());
        thread.start();
    }

    private void latchTimed() {
        CountDownLatch latch = new CountDownLatch(1);
        Thread thread = scene.thread(() -> latch.await(1, TimeUnit.HOURS));
        thread.start();
    }

    private void barrier() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        Thread thread = scene.thread(() -> barrier.await());
        thread.start();
    }

    private void phaser() {
        Phaser phaser = new Phaser(2);
        scene.onRelease(() -> phaser.arrive());
        Thread thread = scene.thread(() -> phaser.arriveAndAwaitAdvance());
        thread.start();
    }

    private void futureGet() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread thread = scene.thread(() -> future.get());
        thread.start();
    }

    private void futureGetTimed() {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread thread = scene.thread(() -> future.get(1, TimeUnit.HOURS));
        thread.start();
    }

    private void futureJoin() {
        CompletableFuture<String> future = new CompletableFuture<>();
        scene.onRelease(() -> future.complete("a"));
        Thread thread = scene.thread(() -> future.join());
        thread.start();
    }

    private void task() {
        FutureTask<String> task = new FutureTask<>(() -> "a");
        Thread thread = scene.thread(() -> task.get());
        thread.start();
    }

    private void joinPlatform() {
        Thread sleeper = Spawn.platform("sleeper", Waits::sleep);
        sleeper.start();
        Thread thread = scene.thread(() -> sleeper.join());
        thread.start();
    }

    private void joinTimed() {
        Thread sleeper = Spawn.platform("sleeper", Waits::sleep);
        sleeper.start();
        Thread thread = scene.thread(() -> sleeper.join(TimeUnit.HOURS.toMillis(1)));
        thread.start();
    }

    private void joinVirtual() {
        Thread sleeper = Spawn.virtual("sleeper", Waits::sleep);
        sleeper.start();
        Thread thread = scene.thread(() -> sleeper.join());
        thread.start();
    }

    private void termination() {
        ExecutorService pool = Executors.newFixedThreadPool(1, task -> Spawn.platform("pooled", task));
        pool.execute(Waits::sleep);
        pool.shutdown();
        Thread thread = scene.thread(() -> pool.awaitTermination(1, TimeUnit.DAYS));
        thread.start();
    }

    private void park() {
        Thread thread = scene.thread(() -> LockSupport.park());
        thread.start();
    }

    private void parkOnSomething() {
        Thread thread = scene.thread(() -> LockSupport.park(this));
        thread.start();
    }

    private static void sleep() {
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
