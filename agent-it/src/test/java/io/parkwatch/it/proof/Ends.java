// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts threads that can be released, and counts those that have ended. */
final class Ends {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Job> lettingGo = new ArrayList<>();
    private int started;

    /** Starts a virtual thread, and counts its end. */
    Thread start(Job job) {
        Thread thread = Spawn.virtual("kept", counted(job));
        thread.start();
        return thread;
    }

    /** Returns the body of a thread, and counts its end. */
    Runnable counted(Job job) {
        started++;
        Runnable body = job.body();
        return () -> {
            body.run();
            ended.incrementAndGet();
        };
    }

    /** Adds an action of a platform thread for the release. All that it can reach stays alive until then. */
    void onOver(Job job) {
        platform("ender", () -> {
            await();
            job.work();
        });
    }

    /** Adds an action of the main thread for the release. It keeps what it can reach alive as well. */
    void lettingGo(Job job) {
        lettingGo.add(job);
    }

    static void platform(String name, Job job) {
        Spawn.platform(name, job.body()).start();
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until the release. */
    void await() throws InterruptedException {
        over.await(1, TimeUnit.HOURS);
    }

    /** Releases all threads, and waits until they have ended. */
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
