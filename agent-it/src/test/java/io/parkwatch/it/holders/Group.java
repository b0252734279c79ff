// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.holders;

import io.parkwatch.it.run.Job;
import io.parkwatch.it.run.Spawn;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Part of watched programs. A few threads that wait for each other again and again, and never for long. A thread is
 * named after its group and its place in it.
 */
abstract class Group {
    private static final int SHORTEST_MILLIS = 5;
    private static final int LONGEST_MILLIS = 250;

    private static final Bodies BODIES = new Bodies();
    private static final Map<String, Constructor<?>> BY_NAME = new HashMap<>();

    private final String name;
    private final boolean mixed;
    private final Constructor<?> body;

    /** @param mixed whether platform threads take part where the others are virtual */
    Group(String name, boolean mixed) {
        this.name = name;
        this.mixed = mixed;
        body = BY_NAME.computeIfAbsent(name, n -> BODIES.next());
    }

    abstract void start();

    /** Reports whether one thread can ever hold what another one waits for, which is in the same group. */
    boolean mayHold(int waiter, int holder) {
        return waiter != holder;
    }

    final String name() {
        return name;
    }

    /** Starts a thread that does this again and again. */
    final void repeats(int place, Job job) {
        start(place, () -> {
            while (true) {
                job.work();
                Thread.sleep(1);
            }
        });
    }

    final Thread start(int place, Job job) {
        Thread thread = thread(place, job.body());
        thread.start();
        return thread;
    }

    /** Returns a factory of threads for pools, which may end and be replaced. */
    final ThreadFactory factory() {
        AtomicInteger place = new AtomicInteger();
        return worker -> thread(place.incrementAndGet(), worker);
    }

    private Thread thread(int place, Runnable runs) {
        String full = name + "-" + place;
        return mixed && place % 2 == 0 ? Spawn.platform(full, body(runs)) : Spawn.unstarted(full, body(runs));
    }

    private Runnable body(Runnable runs) {
        try {
            return (Runnable) body.newInstance(runs);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for some looks, most often for few. */
    static void rest() throws InterruptedException {
        Thread.sleep(millis());
    }

    static long nanos() {
        return millis() * 1_000_000L;
    }

    private static long millis() {
        double tail = Math.pow(ThreadLocalRandom.current().nextDouble(), 3);
        return SHORTEST_MILLIS + (long) (tail * (LONGEST_MILLIS - SHORTEST_MILLIS));
    }
}
