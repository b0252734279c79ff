// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** Threads that wait for tasks in the queues of pools. Each method is one wait, and names its thread. */
final class Queueing {
    private static final long DAY = 86_400_000;

    /** The collector would take a pool that nobody refers to, with its virtual threads. */
    private static final List<ExecutorService> KEPT = new ArrayList<>();

    private Queueing() {}

    public static void main(String[] args) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock(); // the main thread keeps it
        ExecutorService clerks = Executors.newSingleThreadExecutor(body -> Spawn.unstarted("clerk", body));
        clerks.execute(() -> files(lock));
        Future<?> filed = clerks.submit(() -> {});
        start("asks", () -> asks(filed));
        CompletableFuture<String> supplied = CompletableFuture.supplyAsync(() -> "", clerks);
        start("joins", () -> joins(supplied));
        CompletableFuture<Void> both =
                CompletableFuture.allOf(supplied.thenApply(text -> text), new CompletableFuture<>());
        start("joinsBoth", () -> joinsBoth(both));
        CompletableFuture<Object> either = CompletableFuture.anyOf(supplied, new CompletableFuture<>());
        start("joinsEither", () -> joinsEither(either));
        start("joinsNothing", () -> joinsNothing(new CompletableFuture<>()));

        ExecutorService starved = Executors.newSingleThreadExecutor(body -> Spawn.unstarted("starved", body));
        Job starves = () -> starves(starved);
        starved.execute(starves.body());
        starveTwo();
        almostStarve();

        ExecutorService wrapped =
                Executors.newSingleThreadExecutor(body -> Spawn.unstarted("wrapped", () -> runs(body)));
        occupy(wrapped);
        Future<?> behind = wrapped.submit(() -> {});
        start("asksWrapped", () -> asksWrapped(behind));

        ForkJoinPool forks = new ForkJoinPool(1, Queueing::forked, null, false);
        occupy(forks);
        ForkJoinTask<?> forked = forks.submit(() -> {});
        start("joinsForked", () -> joinsForked(forked));
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {}, forks);
        start("getsForked", () -> getsForked(run));

        ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, body -> Spawn.unstarted("clock", body));
        occupy(clock);
        Future<?> due = clock.schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
        start("asksWhenDue", () -> asksWhenDue(due));
        Future<?> tomorrow = clock.schedule(() -> {}, 1, TimeUnit.DAYS);
        start("asksTooEarly", () -> asksTooEarly(tomorrow));
        new Scene().play();
    }

    /** Two threads, one of which waits for the task that the other one runs. */
    private static void starveTwo() {
        AtomicInteger named = new AtomicInteger();
        ExecutorService two =
                Executors.newFixedThreadPool(2, body -> Spawn.unstarted("two-" + named.incrementAndGet(), body));
        KEPT.add(two);
        Job parent = () -> waitsForTheOther(two.submit(() -> waitsForItsQueue(two)));
        two.execute(parent.body());
    }

    /** Each of these pools could run the task that its only thread waits for, or the wait ends without that. */
    private static void almostStarve() {
        ThreadPoolExecutor growing = new ThreadPoolExecutor(
                1, 2, 1, TimeUnit.DAYS, new ArrayBlockingQueue<>(2), body -> Spawn.unstarted("growing", body));
        Job grows = () -> mayGrow(growing.submit(() -> {}));
        growing.execute(grows.body());
        ExecutorService timed = Executors.newSingleThreadExecutor(body -> Spawn.unstarted("timed", body));
        timed.execute(() -> mayTimeOut(CompletableFuture.runAsync(() -> {}, timed)));
        ExecutorService spare = Executors.newFixedThreadPool(2, body -> Spawn.unstarted("spare", body));
        KEPT.addAll(List.of(growing, timed, spare));
        CountDownLatch never = new CountDownLatch(1);
        Job waits = () -> waitsForMore(never);
        Job asks = () -> asksASpareThread(spare.submit(() -> {}));
        spare.execute(waits.body());
        spare.execute(asks.body());
    }

    private static void start(String name, Job job) {
        Spawn.unstarted(name, job.body()).start();
    }

    private static ForkJoinWorkerThread forked(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("fork");
        return thread;
    }

    private static void runs(Runnable body) {
        body.run();
    }

    private static void occupy(ExecutorService pool) throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        pool.execute(() -> sleeps(runs));
        runs.await();
    }

    private static void sleeps(CountDownLatch runs) {
        runs.countDown();
        try {
            Thread.sleep(DAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void files(ReentrantLock lock) {
        lock.lock();
    }

    private static void asks(Future<?> task) throws Exception {
        task.get();
    }

    private static void asksWrapped(Future<?> task) throws Exception {
        task.get();
    }

    private static void joins(CompletableFuture<String> future) {
        future.join();
    }

    private static void joinsBoth(CompletableFuture<Void> future) {
        future.join();
    }

    private static void joinsEither(CompletableFuture<Object> future) {
        future.join();
    }

    private static void joinsNothing(CompletableFuture<Object> future) {
        future.join();
    }

    private static void starves(ExecutorService pool) throws Exception {
        pool.submit(() -> {}).get();
    }

    private static String waitsForItsQueue(ExecutorService pool) {
        return CompletableFuture.supplyAsync(() -> "", pool)
                .thenApply(text -> text)
                .join();
    }

    private static void waitsForTheOther(Future<?> task) throws Exception {
        task.get();
    }

    private static void mayGrow(Future<?> task) throws Exception {
        task.get();
    }

    private static void mayTimeOut(CompletableFuture<Void> future) {
        future.orTimeout(1, TimeUnit.DAYS).thenRun(() -> {}).join();
    }

    private static void waitsForMore(CountDownLatch latch) throws InterruptedException {
        latch.await();
    }

    private static void asksASpareThread(Future<?> task) throws Exception {
        task.get();
    }

    private static void joinsForked(ForkJoinTask<?> task) {
        task.join();
    }

    private static void getsForked(CompletableFuture<Void> future) throws Exception {
        future.get();
    }

    private static void asksWhenDue(Future<?> task) throws Exception {
        task.get();
    }

    private static void asksTooEarly(Future<?> task) throws Exception {
        task.get();
    }
}
