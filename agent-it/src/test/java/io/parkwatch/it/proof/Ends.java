// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts threads that somebody can let go, and counts those that have ended. */
final class Ends {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Job> lettingGo = new ArrayList<>();
    private int started;

    /** A virtual thread whose end is waited for. */
    Thread start(Job job) {
        Thread thread = Spawn.virtual("kept", counted(job));
        thread.start();
        return thread;
    }

    /** The body of a thread whose end is waited for. */
    Runnable counted(Job job) {
        started++;
        Runnable body = job.body();
        return () -> {
            body.run();
            ended.incrementAndGet();
        };
    }

    /** A platform thread that does something once all shall go; all that it leads to is alive until then. */
    void onOver(Job job) {
        platform("ender", () -> {
            await();
            job.work();
        });
    }

    /** What the main thread does then; this, too, is alive. */
    void lettingGo(Job job) {
        lettingGo.add(job);
    }

    static void platform(String name, Job job) {
        Spawn.platform(name, job.body()).start();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Until all shall go. */
    void await() throws InterruptedException {
        over.await(1, TimeUnit.HOURS);
    }

    /** Lets all go, and waits until they have ended. */
    void letGo() throws Exception {
        over.countDown();
        for (Job job : lettingGo) {
            job.work();
        }
        while (ended.get() < started) {
            Thread.sleep(10);
        }
    }
}
