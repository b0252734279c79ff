// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.OwnCarrier;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two threads of ours whose verdict is known: one that is leaked on purpose, and one that we hold. They have a carrier
 * of our own: all of the program's may be taken, and none of ours may run when the agent has left.
 */
final class Canaries {
    /** Who waits for a number that is over ends. No object: that would be a way to them. */
    @SuppressWarnings("NonFinalStaticField")
    private static volatile int flown;

    private @Nullable OwnCarrier carrier;
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

    /** Both wait, and are in the trial; false: this JVM lets none of ours wait. */
    boolean enter(Trial trial) {
        OwnCarrier own = carrier();
        carrier = own;
        Thread first = start(own);
        Thread second = start(own);
        held = second;
        own.run();
        if (!waits(first) || !waits(second)) {
            fly(first);
            return false;
        }
        leaked = id(first);
        trial.add(first, leaked, 0);
        trial.add(second, id(second), 0);
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
        OwnCarrier own = carrier;
        if (own != null) {
            own.run();
        }
    }

    @SuppressWarnings("deprecation") // getId is the JDK's own here
    private static long id(Thread thread) {
        return thread.getId();
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static OwnCarrier carrier() {
        try {
            return new OwnCarrier();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread start(OwnCarrier own) {
        Thread thread = own.thread("parkwatch-canary", new Canary());
        thread.start();
        return thread;
    }
}
