// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import io.parkwatch.families.Monitor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** Finds the monitors that threads want or wait on. */
public final class Monitors {
    private static final String SNAPSHOT = "jdk.internal.vm.ThreadSnapshot";

    /** Maps a thread to the object that a thread dump says it waits on; null if this release has no such class. */
    private final @Nullable MethodHandle waitsOn = waitsOn();

    /**
     * Reads the class behind thread dumps, from 25 on. Its accessors fail for a thread that was notified and can't
     * enter again, so this reads its fields.
     */
    private static @Nullable MethodHandle waitsOn() {
        try {
            Class<?> snapshot = Class.forName(SNAPSHOT, false, null);
            Class<?> blocker = Class.forName(SNAPSHOT + "$ThreadBlocker", false, null);
            MethodHandle of =
                    Packages.lookup(snapshot).findStatic(snapshot, "of", MethodType.methodType(snapshot, Thread.class));
            MethodHandle blockerOf = Packages.lookup(snapshot).findGetter(snapshot, "blocker", blocker);
            MethodHandle object = Packages.lookup(blocker).findGetter(blocker, "obj", Object.class);
            return MethodHandles.filterReturnValue(MethodHandles.filterReturnValue(of, blockerOf), object);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /**
     * Returns the monitor of a virtual thread, or of a platform thread whose monitor a virtual thread holds; null if
     * not known.
     */
    @Nullable
    public Monitor of(Thread thread) {
        if (waitsOn == null) {
            return null;
        }
        try {
            Object monitor = (Object) waitsOn.invokeExact(thread);
            return monitor == null ? null : new Monitor(monitor.getClass().getTypeName(), 0, monitor);
        } catch (Throwable overOrNotTold) {
            return null;
        }
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
