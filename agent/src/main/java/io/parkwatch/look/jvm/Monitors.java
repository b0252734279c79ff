// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.families.Monitor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the monitors that threads want or wait on. */
public final class Monitors {
    private static final String SNAPSHOT = "jdk.internal.vm.ThreadSnapshot";

    /** The class behind thread dumps; null before 25, where there is none. */
    private final @Nullable Snapshots snapshots = Snapshots.find();

    /** Null until a virtual thread is asked for, and where the JVM itself keeps such a thread from moving. */
    private @Nullable Unmounted unmounted;

    private boolean isPrepared;

    /**
     * The class behind thread dumps, from 25 on. Its accessors fail for a thread that was notified and can't enter
     * again, so this reads its fields.
     *
     * @param virtual the class of virtual threads
     * @param of makes the snapshot of a thread
     * @param blocker how a snapshot's thread is blocked; null if it is not
     * @param blocking the object that it is blocked by
     * @param locks the monitors on a snapshot's stack
     * @param lock the monitor of one entry, or its class if the compiler has removed the lock
     * @param type the type of an entry: {@link #LOCKED}, or another number for a lock that was removed
     * @param stack the stack of a snapshot's thread
     */
    private record Snapshots(
            Class<?> virtual,
            MethodHandle of,
            MethodHandle blocker,
            MethodHandle blocking,
            MethodHandle locks,
            MethodHandle lock,
            MethodHandle type,
            MethodHandle stack) {
        static final int LOCKED = 0;

        static @Nullable Snapshots find() {
            try {
                Class<?> snapshot = Class.forName(SNAPSHOT, false, null);
                Class<?> blocker = Class.forName(SNAPSHOT + "$ThreadBlocker", false, null);
                Class<?> lock = Class.forName(SNAPSHOT + "$ThreadLock", false, null);
                Lookup lookup = Packages.lookup(snapshot);
                return new Snapshots(
                        Class.forName("java.lang.VirtualThread", false, null),
                        lookup.findStatic(snapshot, "of", MethodType.methodType(snapshot, Thread.class))
                                .asType(MethodType.methodType(Object.class, Thread.class)),
                        lookup.findGetter(snapshot, "blocker", blocker)
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        Packages.lookup(blocker)
                                .findGetter(blocker, "obj", Object.class)
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        lookup.findGetter(snapshot, "locks", lock.arrayType())
                                .asType(MethodType.methodType(Object[].class, Object.class)),
                        Packages.lookup(lock)
                                .findGetter(lock, "obj", Object.class)
                                .asType(MethodType.methodType(Object.class, Object.class)),
                        Packages.lookup(lock)
                                .findGetter(lock, "typeOrdinal", int.class)
                                .asType(MethodType.methodType(int.class, Object.class)),
                        lookup.findGetter(snapshot, "stackTrace", StackTraceElement[].class)
                                .asType(MethodType.methodType(StackTraceElement[].class, Object.class)));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    /** Reports whether the JVM shows the monitors of virtual threads. */
    public boolean areKnown() {
        return snapshots != null;
    }

    /**
     * Returns the monitor of a virtual thread, or of a platform thread whose monitor a virtual thread holds; null if
     * not known.
     */
    @Nullable
    public Monitor of(Thread thread) {
        Object monitor = wanted(thread);
        return monitor == null ? null : new Monitor(monitor.getClass().getTypeName(), 0, monitor);
    }

    /** Returns the same monitor itself. */
    @Nullable
    public Object wanted(@Nullable Thread thread) {
        if (snapshots == null || thread == null) {
            return null;
        }
        try {
            return blocker(snapshots, snapshot(snapshots, thread));
        } catch (Throwable overOrNotTold) {
            return null;
        }
    }

    /** Returns null for a thread that has ended, and for a virtual thread that is on a carrier or about to be. */
    private @Nullable Object snapshot(Snapshots snapshots, Thread thread) throws Throwable {
        Class<?> virtual = snapshots.virtual;
        if (!virtual.isInstance(thread)) {
            return (Object) snapshots.of.invokeExact(thread);
        }
        if (!isPrepared) {
            unmounted = Unmounted.find(virtual);
            isPrepared = true;
        }
        if (unmounted != null) {
            return unmounted.read(thread, snapshots.of);
        }
        return Runtime.version().feature() > 25 ? (Object) snapshots.of.invokeExact(thread) : null;
    }

    private static @Nullable Object blocker(Snapshots snapshots, @Nullable Object snapshot) throws Throwable {
        Object blocker = snapshot == null ? null : (Object) snapshots.blocker.invokeExact(snapshot);
        return blocker == null ? null : (Object) snapshots.blocking.invokeExact(blocker);
    }

    /** Returns the monitors that a thread owns; empty if not known. Takes some 20 µs (facts/causes.md). */
    public List<Object> owned(@Nullable Thread thread) {
        if (snapshots == null || thread == null) { // the JVM itself does not check, and would crash
            return List.of();
        }
        List<Object> owned = new ArrayList<>();
        try {
            Object snapshot = snapshot(snapshots, thread);
            if (snapshot == null) {
                return owned;
            }
            Object[] locks = (Object[]) snapshots.locks.invokeExact(snapshot);
            Object given = locks.length == 0 ? null : blocker(snapshots, snapshot);
            StackTraceElement[] stack = (StackTraceElement[]) snapshots.stack.invokeExact(snapshot);
            if (given == null && stack.length > 0 && stack[0].getClassName().equals(Object.class.getName())) {
                return owned; // in a compiled wait(): the JVM does not say which of these it has given up
            }
            for (Object lock : locks) {
                Object monitor = (Object) snapshots.lock.invokeExact(lock);
                // A thread in wait() has given the monitor up, but its stack still lists it.
                if ((int) snapshots.type.invokeExact(lock) == Snapshots.LOCKED && monitor != given) {
                    owned.add(monitor);
                }
            }
        } catch (Throwable overOrNotTold) {
            return List.of();
        }
        return owned;
    }

    /** Returns the monitor of a platform thread, which the JVM reported along with its counters. */
    public static @Nullable Monitor ofPlatform(ThreadInfo info) {
        LockInfo lock = info.getLockInfo();
        return lock == null ? null : new Monitor(typeName(lock.getClassName()), lock.getIdentityHashCode(), null);
    }

    /** Converts {@code [Ljava.lang.Object;} to {@code java.lang.Object[]}. */
    private static String typeName(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions == 0) {
            return className;
        }
        String element = className.substring(dimensions);
        String plain = switch (element) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "C" -> "char";
            case "S" -> "short";
            case "I" -> "int";
            case "J" -> "long";
            case "F" -> "float";
            case "D" -> "double";
            default -> element.substring(1, element.length() - 1);
        };
        return plain + "[]".repeat(dimensions);
    }
}
