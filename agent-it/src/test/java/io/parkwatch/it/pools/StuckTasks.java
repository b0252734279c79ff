// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.pools;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Scene;
import io.parkwatch.it.run.Spawn;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A stuck task in each kind of pool, beside idle workers, and in threads without a pool. Each task has its own method.
 * With an argument, the tasks start on {@code tasks}.
 */
public final class StuckTasks {
    private final Scene scene = new Scene();

    public static void main(String[] args) throws Exception {
        StuckTasks program = new StuckTasks();
        if (args.length == 0) {
            program.tasks();
        } else {
            program.scene.on(args[0], program::tasks);
        }
        program.scene.play();
    }

    private void tasks() throws Exception {
        fixed();
        cached();
        scheduled();
        perTask();
        forkJoin();
        common();
        unpooled();
        ownClass();
    }

    /** Returns a queue that stays full until the release. */
    private BlockingQueue<String> filled(BlockingQueue<String> queue) {
        queue.add("a");
        scene.onRelease(() -> queue.clear());
        return queue;
    }

    private void fixed() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2, Spawn.factory());
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        pool.execute(() -> {
            try {
                queue.put("b");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        pool.submit(() -> "this worker is idle soon").get();
    }

    private void cached() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool(Spawn.factory());
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = pool.submit(() -> {
            queue.put("b");
            return "sent";
        });
    }

    private void scheduled() throws Exception {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, Spawn.factory());
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = pool.submit(() -> {
            queue.put("b");
            return "sent";
        });
        pool.submit(() -> "this worker is idle soon").get();
    }

    private void perTask() {
        ExecutorService pool = Spawn.perTask();
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = pool.submit(() -> {
            queue.put("b");
            return "sent";
        });
    }

    private void forkJoin() {
        ForkJoinPool pool = new ForkJoinPool(2);
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = pool.submit(() -> {
            queue.put("b");
            return "sent";
        });
    }

    private void common() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        var unused = ForkJoinPool.commonPool().submit(() -> {
            queue.put("b");
            return "sent";
        });
    }

    private void unpooled() {
        BlockingQueue<String> queue = filled(new ArrayBlockingQueue<>(1));
        Job task = () -> queue.put("b");
        Thread thread = new Thread(task.body());
        thread.start();
    }

    private void ownClass() {
        new Sender(filled(new ArrayBlockingQueue<>(1))).start();
    }

    private static final class Sender extends Thread {
        private final BlockingQueue<String> queue;

        Sender(BlockingQueue<String> queue) {
            super("sender");
            this.queue = queue;
        }

        @Override
        public void run() {
            try {
                queue.put("b");
            } catch (InterruptedException e) {
                interrupt();
            }
        }
    }
}
