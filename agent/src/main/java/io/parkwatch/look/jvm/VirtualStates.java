// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.finding.WhyNot;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the states of virtual threads to waits. Creating an instance initializes the JDK's class and its scheduler. */
final class VirtualStates {
    private final Class<?> type;

    /** Waits by state. Read from the JDK's constants, whose numbers differ by release. */
    private final Map<Integer, Wait> waits = new HashMap<>();

    private final Set<Integer> monitors = new HashSet<>();
    private final Set<Integer> ready = new HashSet<>();
    private final Set<Integer> pinned = new HashSet<>();

    /** Whether a hook reports each time that a thread leaves its carrier. */
    final boolean allTold;

    private final int running;
    private final int parked;
    private final int started;
    private final int suspended;

    /** The state of an {@code Object.wait} without a timeout; negative before 24. */
    private final int endless;

    private final VarHandle state;
    private final VarHandle carrier;
    private final MethodHandle platformState;

    /** {@code monitorsTold} is whether a hook reports each wait of an unmounted thread on a monitor. */
    VirtualStates(Class<?> type, boolean monitorsTold) throws ReflectiveOperationException {
        this.type = type;
        this.allTold = monitorsTold;
        Lookup virtual = Packages.lookup(type);
        state = virtual.findVarHandle(type, "state", int.class);
        carrier = virtual.findVarHandle(type, "carrierThread", Thread.class);
        running = constant(virtual, "RUNNING");
        parked = constant(virtual, "PARKED");
        started = constant(virtual, "STARTED");
        suspended = constant(virtual, "SUSPENDED");
        name(virtual, "PARKED", Wait.WAITING);
        name(virtual, "PINNED", Wait.WAITING);
        name(virtual, "TIMED_PARKED", Wait.TIMED);
        name(virtual, "TIMED_PINNED", Wait.TIMED);
        numbers(virtual, pinned, "PINNED", "TIMED_PINNED");
        numbers(virtual, ready, "STARTED", "UNPARKED", "YIELDED", "UNBLOCKED");
        // 21 has none of these states. There such a thread is pinned, and its carrier shows the wait.
        endless = monitor(virtual, "WAIT", monitorsTold ? Wait.WAITING : Wait.UNTOLD);
        monitor(virtual, "TIMED_WAIT", monitorsTold ? Wait.TIMED : Wait.UNTOLD);
        monitor(virtual, "BLOCKED", monitorsTold ? Wait.BLOCKED : Wait.UNTOLD);
        platformState = Packages.lookup(Thread.class)
                .findVirtual(Thread.class, "threadState", MethodType.methodType(Thread.State.class));
    }

    private int constant(Lookup lookup, String name) throws ReflectiveOperationException {
        return (int) lookup.findStaticVarHandle(type, name, int.class).get();
    }

    private void numbers(Lookup lookup, Set<Integer> into, String... constants) {
        for (String constant : constants) {
            try {
                into.add(constant(lookup, constant));
            } catch (ReflectiveOperationException notInThisRelease) {
                // Not in this release: no thread is ever in this state.
            }
        }
    }

    /** Reports whether the thread is ready to run but has no carrier. */
    boolean isReady(Thread thread) {
        return ready.contains((int) state.getVolatile(thread) & ~suspended);
    }

    /** Reports whether the thread has never run. No thread returns to this state. */
    boolean isUnrun(Thread thread) {
        return ((int) state.getVolatile(thread) & ~suspended) == started;
    }

    /** Reports whether the thread is parked and keeps its carrier. */
    boolean isPinned(Thread thread) {
        return pinned.contains((int) state.getVolatile(thread) & ~suspended);
    }

    private int monitor(Lookup lookup, String constant, Wait wait) {
        Integer number = name(lookup, constant, wait);
        if (number == null) {
            return -1;
        }
        monitors.add(number);
        return number;
    }

    private @Nullable Integer name(Lookup lookup, String constant, Wait wait) {
        try {
            int number = constant(lookup, constant);
            waits.put(number, wait);
            return number;
        } catch (ReflectiveOperationException notInThisRelease) {
            return null;
        }
    }

    /** Returns how the thread waits now; null if it does not wait. Takes no lock. */
    @Nullable
    Wait wait(Thread thread) {
        int now = (int) state.getVolatile(thread) & ~suspended;
        return now == running ? pinned(thread) : waits.get(now);
    }

    /** Reports whether the thread is in an {@code Object.wait} without a timeout and has left its carrier. */
    boolean waitsEndlessly(Thread thread) {
        return ((int) state.getVolatile(thread) & ~suspended) == endless;
    }

    /** Returns the carrier that the thread keeps while it runs or waits pinned on a monitor; null if none. */
    @Nullable
    Thread carrier(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        return ((int) state.getVolatile(thread) & ~suspended) == running ? below : null;
    }

    /**
     * Returns why the collector can't be asked about this wait; null if the thread is parked off its carrier, without a
     * timeout.
     */
    @Nullable
    WhyNot untriable(Thread thread) {
        int now = (int) state.getVolatile(thread) & ~suspended;
        if (now == parked) {
            return null;
        }
        Wait wait = wait(thread);
        if (wait == Wait.TIMED) {
            return WhyNot.TIMED;
        }
        return monitors.contains(now) ? WhyNot.MONITOR : WhyNot.PINNED;
    }

    /**
     * A thread that waits on a monitor while it holds another stays on its carrier (on 21 always). The carrier's state
     * is then the only sign.
     */
    private @Nullable Wait pinned(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        if (below == null) {
            return null;
        }
        Thread.State seen;
        try {
            seen = (Thread.State) platformState.invokeExact(below);
        } catch (Error e) {
            throw e; // out of memory or stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        boolean same =
                carrier.getVolatile(thread) == below && ((int) state.getVolatile(thread) & ~suspended) == running;
        return same ? Wait.of(seen) : null;
    }
}
