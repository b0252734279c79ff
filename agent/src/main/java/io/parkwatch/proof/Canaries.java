// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import io.parkwatch.support.AgentCarrier;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Two threads of the agent whose verdict is known: one leaked on purpose, and one that is held. They run on a carrier
 * of the agent: the program's may all be busy, and none of the agent's threads may run once it has left.
 */
final class Canaries {
    /** A canary ends once this is no longer its number. Not an object, since that would be a path to the canaries. */
    @SuppressWarnings("NonFinalStaticField")
    private static volatile int flown;

    private final Trial trial;
    private final AgentCarrier carrier;
    private final Thread held;
    private long leaked;

    Canaries(Trial trial) throws ReflectiveOperationException {
        this.trial = trial;
        this.carrier = new AgentCarrier();
        this.held = canary();
    }

    private Thread canary() {
        int until = flown;
        return carrier.thread("parkwatch-canary", () -> {
            while (flown == until) {
                LockSupport.park();
            }
        });
    }

    /** Starts both canaries and adds them to the trial. Returns false if this JVM does not let them wait. */
    boolean enter() {
        Thread first = canary();
        first.start();
        held.start();
        carrier.run();
        if (first.getState() != Thread.State.WAITING || held.getState() != Thread.State.WAITING) {
            fly(first);
            return false;
        }
        leaked = id(first);
        trial.add(first, leaked, 0);
        trial.add(held, id(held), 0);
        return true;
    }

    /** Reports whether the collector found only the leaked canary unreachable. */
    boolean distinguished() {
        return trial.isProved(leaked) && !isHeldProved();
    }

    boolean isHeldProved() {
        return trial.isProved(id(held));
    }

    /** Ends the canaries that are left. They must be back in the JDK's set. */
    void leave() {
        fly(trial.thread(leaked));
    }

    private void fly(@Nullable Thread first) {
        int over = flown;
        flown = over + 1; // written by the watcher alone
        LockSupport.unpark(first);
        LockSupport.unpark(held);
        carrier.run();
    }

    @SuppressWarnings("deprecation") // getId is not overridden here
    private static long id(Thread thread) {
        return thread.getId();
    }
}
