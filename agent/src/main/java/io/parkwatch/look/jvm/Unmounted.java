// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a waiting virtual thread off its carriers while the JVM walks its stack. {@code Thread.getStackTrace} does the
 * same, by the same bit of the thread's state. {@code ThreadSnapshot} of 25 does not, and crashes the JVM if the thread
 * is mounted meanwhile (JDK-8364343, decision 0024).
 */
final class Unmounted {
    private final VarHandle state;
    private final int suspended;
    private final int parked;
    private final int timedParked;
    private final int unparked;
    private final int blocked;
    private final int waits;
    private final int timedWaits;
    private final int unblocked;
    private final VarHandle parkPermit;
    private final VarHandle blockPermit;
    private final VarHandle notified;
    private final VarHandle interrupted;
    private final MethodHandle submit;

    private Unmounted(Class<?> type) throws ReflectiveOperationException {
        Lookup virtual = Packages.lookup(type);
        state = virtual.findVarHandle(type, "state", int.class);
        suspended = number(virtual, "SUSPENDED");
        parked = number(virtual, "PARKED");
        timedParked = number(virtual, "TIMED_PARKED");
        unparked = number(virtual, "UNPARKED");
        blocked = number(virtual, "BLOCKED");
        waits = number(virtual, "WAIT");
        timedWaits = number(virtual, "TIMED_WAIT");
        unblocked = number(virtual, "UNBLOCKED");
        parkPermit = virtual.findVarHandle(type, "parkPermit", boolean.class);
        blockPermit = virtual.findVarHandle(type, "blockPermit", boolean.class);
        notified = virtual.findVarHandle(type, "notified", boolean.class);
        interrupted = Packages.field(Thread.class, "interrupted", boolean.class);
        submit = virtual.findVirtual(type, "submitRunContinuation", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class, Thread.class));
    }

    private static int number(Lookup virtual, String name) throws ReflectiveOperationException {
        return (int) virtual.findStaticVarHandle(virtual.lookupClass(), name, int.class)
                .get();
    }

    /**
     * Returns null where the JDK has no such bit.
     *
     * @param type the JDK's class of virtual threads, initialized by the program
     */
    static @Nullable Unmounted find(Class<?> type) {
        try {
            return new Unmounted(type);
        } catch (ReflectiveOperationException notInThisRelease) {
            return null;
        }
    }

    /** Returns what {@code reading} makes of the thread; null if the thread does not wait off its carrier. */
    @Nullable
    Object read(Thread thread, MethodHandle reading) throws Throwable {
        int now = (int) state.getVolatile(thread);
        boolean isParked = now == parked || now == timedParked;
        if (!isParked && now != blocked && now != waits && now != timedWaits) {
            return null;
        }
        if (!state.compareAndSet(thread, now, now | suspended)) {
            return null;
        }
        try {
            return (Object) reading.invokeExact(thread);
        } finally {
            state.setVolatile(thread, now);
            // Whoever let the thread go on meanwhile saw the bit, and has left the rest to this thread.
            if (goesOn(thread, now) && state.compareAndSet(thread, now, isParked ? unparked : unblocked)) {
                submit.invokeExact(thread);
            }
        }
    }

    private boolean goesOn(Thread thread, int state) {
        if (state == blocked) {
            return (boolean) blockPermit.getVolatile(thread);
        }
        if (state == waits || state == timedWaits) {
            return (boolean) notified.getVolatile(thread) || (boolean) interrupted.getVolatile(thread);
        }
        return (boolean) parkPermit.getVolatile(thread);
    }
}
