// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two threads of ours whose verdict is known: one that is leaked on purpose, and one that we hold. */
final class Canaries {
    private static final int TRIES = 400;
    private static final int PAUSE_MILLIS = 5;

    /** Who waits for a number that is over ends. No object: that would be a way to them. */
    @SuppressWarnings("NonFinalStaticField")
    private static volatile int flown;

    private long leaked;

    @SuppressWarnings("UnusedVariable") // it is what makes the thread reachable
    private @Nullable Thread held;

    private static final class Canary implements Runnable {
        private final int until = flown;

        @Override
        public void run() {
            while (flown == until) {
                LockSupport.park();
            }
        }
    }

    /** Both wait, and are in the trial; false: no carrier was free within two seconds. */
    boolean enter(Trial trial) throws InterruptedException {
        Thread first = start();
        held = start();
        if (!waits(first) || !waits(held)) {
            fly(first);
            return false;
        }
        leaked = id(first);
        trial.add(first, leaked, 0);
        trial.add(held, id(held), 0);
        return true;
    }

    /** Whether the collector told the two apart. */
    boolean toldApart(Trial trial) {
        Thread second = held;
        return second != null && trial.isProved(leaked) && !isHeldProved(trial);
    }

    /** Whether the collector said of the one that we hold that nobody does. */
    boolean isHeldProved(Trial trial) {
        Thread second = held;
        return second != null && trial.isProved(id(second));
    }

    /** Ends them; they must be back in the JDK's set. */
    void leave(Trial trial) {
        fly(trial.thread(leaked));
    }

    private void fly(@Nullable Thread first) {
        int over = flown;
        flown = over + 1; // the watcher alone writes it
        LockSupport.unpark(first);
        LockSupport.unpark(held);
        held = null;
    }

    @SuppressWarnings("deprecation") // getId is the JDK's own here
    private static long id(Thread thread) {
        return thread.getId();
    }

    private static boolean waits(Thread thread) throws InterruptedException {
        for (int i = 0; i < TRIES && thread.getState() != Thread.State.WAITING; i++) {
            Thread.sleep(PAUSE_MILLIS);
        }
        return thread.getState() == Thread.State.WAITING;
    }

    private static Thread start() {
        try {
            MethodHandle start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            Thread thread = (Thread) start.invokeExact((Runnable) new Canary());
            thread.setName("parkwatch-canary");
            return thread;
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }
}
