// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * Part of watched programs. Creates threads of either kind by reflection, since the code also runs on 17. It starts
 * none, so that the program's own line starts the thread.
 */
public final class Spawn {
    /** Whether this run uses virtual threads. */
    public static final boolean VIRTUAL = "virtual".equals(System.getProperty("it.threads"));

    private static final MethodHandle STARTER = starter();

    private Spawn() {}

    /** Returns a thread of this run's kind. */
    public static Thread unstarted(String name, Runnable task) {
        return VIRTUAL ? virtual(name, task) : platform(name, task);
    }

    public static Thread platform(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public static Thread virtual(String name, Runnable task) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class).invoke(builder, name);
            return (Thread) type.getMethod("unstarted", Runnable.class).invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads need Java 21", e);
        }
    }

    /** Starts a virtual thread cheaply, for programs that make many. */
    public static void startVirtual(Runnable task) {
        try {
            STARTER.invoke(task);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle starter() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            // Programs that call it are not run on 17.
            return MethodHandles.throwException(Thread.class, IllegalStateException.class)
                    .bindTo(new IllegalStateException("virtual threads need Java 21", e));
        }
    }

    /** Returns a factory of unnamed threads of this run's kind. */
    public static ThreadFactory factory() {
        return task -> unstarted("", task);
    }

    /** Returns an executor that creates a thread for each task. On 17, which has none, this is a cached pool. */
    public static ExecutorService perTask() {
        try {
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory());
        } catch (NoSuchMethodException e) {
            return Executors.newCachedThreadPool(factory());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
