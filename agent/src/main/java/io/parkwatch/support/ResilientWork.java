// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work of the agent that runs until it returns. If its thread dies, as by {@code Thread.stop} on 17, another thread
 * takes the work up a second later. If that fails too, {@link #revive} notices.
 */
public final class ResilientWork implements Runnable, Thread.UncaughtExceptionHandler {
    private static final long PAUSE = 1_000_000_000;

    /** Another {@code Thread.stop} may end each attempt. */
    private static final int TRIES = 3;

    private final ThreadGroup group;
    private final Runnable work;
    private final String name;
    private final LongSupplier nanoTime = new Clocks();
    private final RecurringFault line = new RecurringFault(nanoTime);
    private volatile @Nullable Thread thread;
    private volatile boolean again;
    private volatile boolean over;

    /** Another thread may call {@code work} again after it has thrown. */
    public ResilientWork(ThreadGroup group, Runnable work, String name) {
        this.group = group;
        this.work = work;
        this.name = name;
    }

    public void start() {
        next(null);
    }

    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Starts the work again if its thread has died without being replaced. */
    public void revive() {
        Thread last = thread;
        if (last != null && !last.isAlive()) {
            next(last);
        }
    }

    /** Unparks its thread; no other thread takes the work up from now on. */
    public void leave() {
        over = true;
        wake();
    }

    /** Does the same and returns whether the thread has ended in time. Ignores interrupts of the caller. */
    public boolean end(long millis) {
        leave();
        Thread last = thread;
        long until = nanoTime.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (last != null && last.isAlive()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - nanoTime.getAsLong());
            if (left <= 0) {
                return false;
            }
            try {
                last.join(left);
            } catch (InterruptedException e) {
                // The caller must not leave before the thread that it waits for.
            }
        }
        return true;
    }

    private synchronized void next(@Nullable Thread last) {
        if (!over && thread == last) {
            again = last != null;
            Thread next = new AgentThread(group, this, name, this);
            thread = next;
            next.start();
        }
    }

    @Override
    public void run() {
        if (again) {
            pause();
        }
        work.run();
        over = true;
    }

    /** Waits a second, or until it shall end, before work is tried again: a fault must not become a busy loop. */
    public void pause() {
        long until = nanoTime.getAsLong() + PAUSE;
        for (long left = PAUSE; left > 0 && !over; left = until - nanoTime.getAsLong()) {
            LockSupport.parkNanos(this, left);
        }
    }

    /** Starts another thread. Runs in the thread that dies. */
    @Override
    public void uncaughtException(Thread died, Throwable cause) {
        for (int i = 0; i < TRIES && !over && thread == died; i++) {
            try {
                next(died);
                line.line(name + " ended, another thread goes on: " + cause);
            } catch (Throwable e) {
                // Stopped again, or out of memory for a thread. A later attempt may succeed.
            }
        }
    }
}
