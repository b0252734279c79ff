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

/**
 * What a state of a virtual thread means to a look. Making one initializes the JDK's class, and with it the scheduler.
 */
final class VirtualStates {
    private final Class<?> type;

    /** By the JDK's own constants, whose numbers differ by release. */
    private final Map<Integer, Wait> waits = new HashMap<>();

    private final Set<Integer> monitors = new HashSet<>();
    private final Set<Integer> ready = new HashSet<>();
    private final Set<Integer> pinned = new HashSet<>();

    /** Whether a hook tells each time that a thread leaves its carrier. */
    final boolean allTold;

    private final int running;
    private final int parked;
    private final int started;
    private final int suspended;

    /** In an {@code Object.wait} without a time-out; negative: before 24. */
    private final int endless;

    private final VarHandle state;
    private final VarHandle carrier;
    private final MethodHandle platformState;

    /** {@code monitorsTold}: whether a hook tells each wait on a monitor that keeps no carrier. */
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
        // 21 has none of these: there such a thread is pinned, and its carrier tells.
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
                // Then no thread is in it.
            }
        }
    }

    /** Whether it could run, and has no carrier. */
    boolean isReady(Thread thread) {
        return ready.contains((int) state.getVolatile(thread) & ~suspended);
    }

    /** Whether it has never run: no thread comes back to that state. */
    boolean isUnrun(Thread thread) {
        return ((int) state.getVolatile(thread) & ~suspended) == started;
    }

    /** Whether it is parked and keeps its carrier. */
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

    /** How the thread waits now; null: it doesn't. Takes no lock. */
    @Nullable
    Wait wait(Thread thread) {
        int now = (int) state.getVolatile(thread) & ~suspended;
        return now == running ? pinned(thread) : waits.get(now);
    }

    /** Whether it is in an {@code Object.wait} without a time-out that has left its carrier. */
    boolean waitsEndlessly(Thread thread) {
        return ((int) state.getVolatile(thread) & ~suspended) == endless;
    }

    /** The carrier that it keeps, as it does while it runs or waits pinned on a monitor; null: none. */
    @Nullable
    Thread carrier(Thread thread) {
        Thread below = (Thread) carrier.getVolatile(thread);
        return ((int) state.getVolatile(thread) & ~suspended) == running ? below : null;
    }

    /**
     * Why the collector can't be asked about this wait; null: the thread is parked off its carrier, without a time-out.
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
     * A thread that waits on a monitor while it holds one stays on its carrier (21: always), whose state is then the
     * only sign.
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
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
        boolean same =
                carrier.getVolatile(thread) == below && ((int) state.getVolatile(thread) & ~suspended) == running;
        return same ? Wait.of(seen) : null;
    }
}
