// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists the platform threads of this JVM, and reads what is available without their stacks. */
public class PlatformThreads {
    private final MethodHandle all;
    private final MethodHandle stack;
    private final @Nullable MethodHandle together;
    private final MethodHandle state;
    private final VarHandle tid;
    private final VarHandle blocker;
    private final VarHandle owner;
    private @Nullable GetIdOverrides getIdOverrides;

    public PlatformThreads(int release) throws ReflectiveOperationException {
        Lookup lookup = Packages.lookup(Thread.class);
        all = lookup.findStatic(
                Thread.class, release >= 21 ? "getAllThreads" : "getThreads", MethodType.methodType(Thread[].class));
        together = release >= 21
                ? null
                : lookup.findStatic(
                        Thread.class,
                        "dumpThreads",
                        MethodType.methodType(StackTraceElement[][].class, Thread[].class));
        stack = lookup.findSpecial(
                Thread.class, "getStackTrace", MethodType.methodType(StackTraceElement[].class), Thread.class);
        state = lookup.findSpecial(Thread.class, "getState", MethodType.methodType(Thread.State.class), Thread.class);
        tid = lookup.findVarHandle(Thread.class, "tid", long.class);
        blocker = lookup.findVarHandle(Thread.class, "parkBlocker", Object.class);
        owner = Packages.field(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
    }

    /** Returns all platform threads, including the carriers of virtual threads. */
    public Thread[] all() {
        try {
            return (Thread[]) all.invokeExact();
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not list its threads", t);
        }
    }

    /**
     * Returns the stacks of threads, platform or virtual; null or empty for a thread that has ended.
     * {@code Thread.getStackTrace} can be overridden. From 21 on each thread is halted by itself. Before 21 the JVM
     * stops all threads for a stack, so this reads all stacks in one stop.
     */
    public @Nullable StackTraceElement[][] stacks(Thread[] threads) {
        try {
            if (together != null) {
                return (StackTraceElement[][]) together.invokeExact(threads);
            }
            StackTraceElement[][] stacks = new StackTraceElement[threads.length][];
            for (int i = 0; i < threads.length; i++) {
                stacks[i] = (StackTraceElement[]) stack.invokeExact(threads[i]);
            }
            return stacks;
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not show a stack", t);
        }
    }

    /** Returns the state of a thread, platform or virtual; {@code Thread.getState} can be overridden. */
    public Thread.State state(Thread thread) {
        try {
            return (Thread.State) state.invokeExact(thread);
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not show a state", t);
        }
    }

    /** Returns the id of a thread, platform or virtual; {@code Thread.getId} can be overridden. */
    public long id(Thread thread) {
        return (long) tid.get(thread);
    }

    /**
     * Returns the blocker that a thread, platform or virtual, was parked with; null if it gave none or is not parked.
     */
    public @Nullable Object blocker(Thread thread) {
        return blocker.getVolatile(thread);
    }

    /**
     * Returns the thread that owns what another one is parked with, possibly an ended one; null if none. The JVM reads
     * its id when it reports the wait.
     */
    public @Nullable Thread owner(Thread parked) {
        Object with = blocker(parked);
        return with instanceof AbstractOwnableSynchronizer ? ownerOf(with) : null;
    }

    /** Returns the owner that an {@code AbstractOwnableSynchronizer} names; null if none. */
    public @Nullable Thread ownerOf(Object sync) {
        return (Thread) owner.getVolatile(sync);
    }

    /**
     * Reports whether a thread, or the owner of what it is parked with, overrides {@code getId}. {@code left} are not
     * asked.
     */
    public boolean anyGetIdOverride(Predicate<Thread> left) {
        for (Thread thread : all()) {
            if (thread != null && !left.test(thread) && (overrides(thread) || overrides(owner(thread)))) {
                getIdOverrides = null; // not needed any more
                return true;
            }
        }
        return false;
    }

    private boolean overrides(@Nullable Thread thread) {
        if (thread == null || !isOfProgramsClass(thread)) {
            return false;
        }
        getIdOverrides = getIdOverrides == null ? new GetIdOverrides() : getIdOverrides;
        return getIdOverrides.has(thread.getClass());
    }

    /**
     * Reports whether the thread is a carrier, which is never examined: on 21 that of a pinned thread shows as waiting
     * too.
     */
    public static boolean isCarrier(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }

    /**
     * Reports whether the thread's class is neither {@code Thread} nor, by its module's name, another class of the JDK.
     */
    public static boolean isOfProgramsClass(Thread thread) {
        Class<?> type = thread.getClass();
        String module = type.getModule().getName();
        return type != Thread.class && (module == null || !(module.startsWith("java.") || module.startsWith("jdk.")));
    }

    /**
     * Matches threads of the JDK that never run the program's code, and so are idle whenever they wait. A timer of
     * futures does run it.
     */
    public static boolean isAlwaysIdle(Thread thread) {
        String type = thread.getClass().getName();
        return type.equals("java.lang.ref.Reference$ReferenceHandler") || type.equals("sun.nio.ch.Poller$PollerThread");
    }

    /**
     * Matches threads of the JDK, which may run a piece of the program such as a cleaner's action: the stack decides.
     */
    public static boolean isJdks(Thread thread) {
        if (thread.getClass().getName().equals("jdk.internal.misc.InnocuousThread")) {
            return true;
        }
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getParent() == null;
    }
}
