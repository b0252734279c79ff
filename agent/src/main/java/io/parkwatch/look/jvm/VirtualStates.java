// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.finding.WhyNot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the states of virtual threads to waits. Creating an instance initializes the JDK's class and its scheduler. */
public class VirtualStates {
    /** The number of a state that this release does not have. */
    private static final int NONE = -1;

    private final Class<?> type;

    /** Waits by state. Read from the JDK's constants, whose numbers differ by release. */
    private final Map<Integer, Wait> waits = new HashMap<>();

    private final Set<Integer> monitors;
    private final Set<Integer> ready;
    private final Set<Integer> pinned;
    private final boolean monitorsTold;
    private final int running;
    private final int parked;
    private final int started;
    private final int suspended;
    private final int terminated;

    /** The state of an {@code Object.wait} without a timeout, from 24 on. */
    private final int endless;

    private final VarHandle state;
    private final VarHandle carrier;
    private final MethodHandle platformState;

    /** {@code monitorsTold} is whether a hook reports each wait of an unmounted thread on a monitor. */
    protected VirtualStates(Class<?> type, boolean monitorsTold) throws ReflectiveOperationException {
        this.type = type;
        this.monitorsTold = monitorsTold;
        Lookup virtual = Packages.lookup(type);
        state = virtual.findVarHandle(type, "state", int.class);
        carrier = virtual.findVarHandle(type, "carrierThread", Thread.class);
        running = constant(virtual, "RUNNING");
        parked = constant(virtual, "PARKED");
        started = constant(virtual, "STARTED");
        suspended = constant(virtual, "SUSPENDED");
        terminated = constant(virtual, "TERMINATED");
        int pinnedParked = number(virtual, "PINNED");
        int pinnedTimed = number(virtual, "TIMED_PINNED");
        // 21 has none of these states. There such a thread is pinned, and its carrier shows the wait.
        endless = number(virtual, "WAIT");
        int timedWait = number(virtual, "TIMED_WAIT");
        int blocked = number(virtual, "BLOCKED");
        pinned = new HashSet<>(List.of(pinnedParked, pinnedTimed));
        ready = new HashSet<>(List.of(
                started, number(virtual, "UNPARKED"), number(virtual, "YIELDED"), number(virtual, "UNBLOCKED")));
        monitors = new HashSet<>(List.of(endless, timedWait, blocked));
        waits.put(parked, Wait.WAITING);
        waits.put(pinnedParked, Wait.WAITING);
        waits.put(number(virtual, "TIMED_PARKED"), Wait.TIMED);
        waits.put(pinnedTimed, Wait.TIMED);
        waits.put(endless, monitorsTold ? Wait.WAITING : Wait.UNTOLD);
        waits.put(timedWait, monitorsTold ? Wait.TIMED : Wait.UNTOLD);
        waits.put(blocked, monitorsTold ? Wait.BLOCKED : Wait.UNTOLD);
        platformState = Packages.lookup(Thread.class)
                .findVirtual(Thread.class, "threadState", MethodType.methodType(Thread.State.class));
    }

    private int constant(Lookup lookup, String name) throws ReflectiveOperationException {
        return (int) lookup.findStaticVarHandle(type, name, int.class).get();
    }

    private int number(Lookup lookup, String name) {
        try {
            return constant(lookup, name);
        } catch (ReflectiveOperationException notInThisRelease) {
            return NONE;
        }
    }

    private int state(Thread thread) {
        return (int) state.getVolatile(thread) & ~suspended;
    }

    /** Reports whether a hook reports each time that a thread leaves its carrier. */
    public boolean allTold() {
        return monitorsTold;
    }

    /** Reports whether the thread is ready to run but has no carrier. */
    public boolean isReady(Thread thread) {
        return ready.contains(state(thread));
    }

    /** Reports whether the thread has never run. No thread returns to this state. */
    public boolean isUnrun(Thread thread) {
        return state(thread) == started;
    }

    public boolean hasEnded(Thread thread) {
        return state(thread) == terminated;
    }

    /** Reports whether the thread is parked and keeps its carrier. */
    public boolean isPinned(Thread thread) {
        return pinned.contains(state(thread));
    }

    /** Returns how the thread waits now; null if it does not wait. Takes no lock. */
    public @Nullable Wait wait(Thread thread) {
        int now = state(thread);
        return now == running ? mountedWait(thread) : waits.get(now);
    }

    /** Reports whether the thread is in an {@code Object.wait} without a timeout and has left its carrier. */
    public boolean waitsEndlessly(Thread thread) {
        return state(thread) == endless;
    }

    /** Returns the carrier that the thread keeps while it runs or waits pinned on a monitor; null if none. */
    public @Nullable Thread carrier(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        return state(thread) == running ? below : null;
    }

    /** Returns the carrier below the thread, also while it is parked and pinned; null if none. */
    public @Nullable Thread mountedOn(Thread thread) {
        return (Thread) carrier.getVolatile(thread);
    }

    /**
     * Returns why the collector can't be asked about this wait; null if the thread is parked off its carrier, without a
     * timeout.
     */
    public @Nullable WhyNot untriable(Thread thread) {
        int now = state(thread);
        if (now == parked) {
            return null;
        }
        if (wait(thread) == Wait.TIMED) {
            return WhyNot.TIMED;
        }
        return monitors.contains(now) ? WhyNot.MONITOR : WhyNot.PINNED;
    }

    /**
     * A thread that waits on a monitor while it holds another stays on its carrier (on 21 always). The carrier's state
     * is then the only sign.
     */
    private @Nullable Wait mountedWait(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        if (below == null) {
            return null;
        }
        Thread.State shown;
        try {
            shown = (Thread.State) platformState.invokeExact(below);
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not show a carrier's state", t);
        }
        return carrier.getVolatile(thread) == below && state(thread) == running ? Wait.of(shown) : null;
    }
}
