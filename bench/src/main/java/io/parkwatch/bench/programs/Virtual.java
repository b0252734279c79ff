// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.programs;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts virtual threads in code that also runs on 17. The handle is a constant, so compiled code calls its method
 * directly.
 */
final class Virtual {
    /** Reports whether this JVM has virtual threads. */
    static final boolean THERE = Runtime.version().feature() >= 21;

    private static final MethodHandle START = starter();

    private Virtual() {}

    static Thread start(Runnable task) {
        try {
            return (Thread) START.invokeExact(task);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static ExecutorService perTask() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle starter() {
        MethodType type = MethodType.methodType(Thread.class, Runnable.class);
        try {
            return MethodHandles.lookup().findStatic(Thread.class, "startVirtualThread", type);
        } catch (ReflectiveOperationException e) {
            return MethodHandles.dropArguments(
                    MethodHandles.throwException(Thread.class, IllegalStateException.class)
                            .bindTo(new IllegalStateException("virtual threads need Java 21", e)),
                    0,
                    Runnable.class);
        }
    }
}
