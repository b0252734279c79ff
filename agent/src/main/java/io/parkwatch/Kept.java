// SPDX-License-Identifier: Apache-2.0
package io.parkwatch;

import io.parkwatch.look.Clocks;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Work of the agent's that goes on until it returns. Whatever its thread dies of, such as the {@code Thread.stop} of
 * 17, another one takes it up a second later; one that died while it saw to that is missed by {@link #revive}.
 */
public final class Kept implements Runnable, Thread.UncaughtExceptionHandler {
    /** A lasting fault must not make a busy loop. */
    private static final long PAUSE = 1_000_000_000;

    /** Each may end by another {@code Thread.stop}. */
    private static final int TRIES = 3;

    private final ThreadGroup group;
    private final Runnable work;
    private final String name;
    private final LongSupplier nanoTime = Clocks.system().nanos();
    private final Repeated line = new Repeated(nanoTime);
    private volatile @Nullable Thread thread;
    private volatile boolean again;
    private volatile boolean over;

    /** {@code work} may be called again by another thread after it has thrown. */
    public Kept(ThreadGroup group, Runnable work, String name) {
        this.group = group;
        this.work = work;
        this.name = name;
    }

    /** Begins the work. */
    public void start() {
        next(null);
    }

    /** Ends a park of its thread. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    /** Begins the work again if its thread has died unheard. */
    public void revive() {
        Thread last = thread;
        if (last != null && !last.isAlive()) {
            next(last);
        }
    }

    /** No thread takes it up any more. */
    public void leave() {
        over = true;
        wake();
    }

    /**
     * The same, and waits for its thread so many milliseconds at most; whether it has ended. Interrupts of the caller
     * are no matter.
     */
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
                // Who leaves must not go before what it waits for.
            }
        }
        return true;
    }

    private synchronized void next(@Nullable Thread last) {
        if (!over && thread == last) {
            again = last != null;
            Thread next = new OwnThread(group, this, name, this);
            thread = next;
            next.start();
        }
    }

    @Override
    public void run() {
        if (again) {
            long until = nanoTime.getAsLong() + PAUSE;
            for (long left = PAUSE; left > 0 && !over; left = until - nanoTime.getAsLong()) {
                LockSupport.parkNanos(this, left);
            }
        }
        work.run();
        over = true;
    }

    /** In the thread that dies. */
    @Override
    public void uncaughtException(Thread died, Throwable cause) {
        for (int i = 0; i < TRIES && !over && thread == died; i++) {
            try {
                next(died);
                line.line(name + " ended, another thread goes on: " + cause);
            } catch (Throwable e) {
                // Stopped again, or no memory for a thread: there may be later.
            }
        }
    }
}
