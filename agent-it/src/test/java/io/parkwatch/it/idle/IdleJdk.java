// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.idle;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.lang.ref.Cleaner;
import java.lang.ref.ReferenceQueue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** Pools, schedulers, timers and the like that have worked once, and are idle now. */
final class IdleJdk {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        IdleJdk program = new IdleJdk();
        program.pools();
        program.schedulers();
        program.forkJoin();
        program.timers();
        program.references();
        program.processes();
        program.sleepers();
        IdleNetwork.start(program.scene);
        program.scene.play();
    }

    private static void use(ExecutorService pool) throws Exception {
        for (int i = 0; i < 3; i++) {
            pool.submit(() -> "done").get();
        }
    }

    private void pools() throws Exception {
        use(Executors.newFixedThreadPool(2, Spawn.factory()));
        use(Executors.newFixedThreadPool(2));
        use(Executors.newCachedThreadPool(Spawn.factory()));
        use(Executors.newSingleThreadExecutor(Spawn.factory()));
        use(Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1, Spawn.factory())));
        use(Spawn.perTask());
    }

    private void schedulers() throws Exception {
        use(Executors.newScheduledThreadPool(2, Spawn.factory()));
        ScheduledExecutorService busyLater = Executors.newScheduledThreadPool(2, Spawn.factory());
        var unused = busyLater.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.HOURS);
        use(busyLater);
        CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> {});
        var never = new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
        scene.onRelease(() -> never.cancel(true));
    }

    private void forkJoin() throws Exception {
        use(new ForkJoinPool(2));
        use(ForkJoinPool.commonPool());
        use(Executors.newWorkStealingPool());
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        publisher.consume(item -> {}).isDone();
        publisher.submit("a");
    }

    private void timers() {
        Timer unused = new Timer("idle timer", true);
        Timer planned = new Timer("planned timer", true);
        planned.schedule(
                new TimerTask() {
                    @Override
                    public void run() {}
                },
                TimeUnit.HOURS.toMillis(1));
        scene.onRelease(() -> unused.cancel());
    }

    private void references() {
        Cleaner cleaner = Cleaner.create();
        cleaner.register(this, () -> {});
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Thread remover = scene.thread(() -> queue.remove());
        remover.start();
    }

    private void processes() throws Exception {
        new ProcessBuilder("true").start().waitFor();
        // The JDK's reaper thread waits for its end.
        Process sleeps = new ProcessBuilder("sleep", "60").start();
        scene.onRelease(() -> sleeps.destroy());
    }

    private void sleepers() {
        Job sleep = () -> TimeUnit.HOURS.sleep(1);
        for (int i = 0; i < 3; i++) {
            Thread thread = scene.thread(sleep);
            thread.start();
        }
    }
}
