// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.AgentCarrier;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two threads of the agent whose verdict is known: one leaked on purpose, and one that the agent holds. They run on a
 * carrier of the agent: the program's carriers may all be busy, and no thread of the agent may run once the agent has
 * left.
 */
final class Canaries {
    /** A canary ends once this is no longer its number. Not an object, since that would be a path to the canaries. */
    @SuppressWarnings("NonFinalStaticField")
    private static volatile int flown;

    private @Nullable AgentCarrier carrier;
    private long leaked;

    @SuppressWarnings("UnusedVariable") // keeps the thread reachable
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

    /** Starts both canaries and adds them to the trial. Returns false if this JVM does not let them wait. */
    boolean enter(Trial trial) {
        AgentCarrier own = carrier();
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

    /** Reports whether the collector told the two apart. */
    boolean toldApart(Trial trial) {
        Thread second = held;
        return second != null && trial.isProved(leaked) && !isHeldProved(trial);
    }

    /** Reports whether the collector found the held canary unreachable. */
    boolean isHeldProved(Trial trial) {
        Thread second = held;
        return second != null && trial.isProved(id(second));
    }

    /** Ends both canaries. They must be back in the JDK's set. */
    void leave(Trial trial) {
        fly(trial.thread(leaked));
    }

    private void fly(@Nullable Thread first) {
        int over = flown;
        flown = over + 1; // written by the watcher alone
        LockSupport.unpark(first);
        LockSupport.unpark(held);
        held = null;
        AgentCarrier own = carrier;
        if (own != null) {
            own.run();
        }
    }

    @SuppressWarnings("deprecation") // getId is not overridden here
    private static long id(Thread thread) {
        return thread.getId();
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static AgentCarrier carrier() {
        try {
            return new AgentCarrier();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Thread start(AgentCarrier own) {
        Thread thread = own.thread("parkwatch-canary", new Canary());
        thread.start();
        return thread;
    }
}
