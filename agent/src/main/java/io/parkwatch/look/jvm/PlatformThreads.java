// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The platform threads of this JVM, and what can be told of one without its stack. */
public final class PlatformThreads {
    private final MethodHandle all;
    private final MethodHandle stack;
    private final @Nullable MethodHandle together;
    private final MethodHandle state;
    private final VarHandle tid;
    private final VarHandle blocker;
    private final @Nullable VarHandle holder;

    public PlatformThreads(int release) throws ReflectiveOperationException {
        Lookup lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
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
        holder = release >= 21
                ? lookup.findVarHandle(Thread.class, "holder", Class.forName("java.lang.Thread$FieldHolder"))
                : null;
        blocker = lookup.findVarHandle(Thread.class, "parkBlocker", Object.class);
    }

    /** All of them, carriers of virtual threads included. */
    public Thread[] all() {
        try {
            return (Thread[]) all.invokeExact();
        } catch (Error e) {
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException("the JVM does not list its threads", t);
        }
    }

    /**
     * The stacks of threads, platform or virtual; null or empty where one has ended. {@code Thread.getStackTrace} can
     * be overridden. From 21 on each thread is halted by itself; before that the JVM stops all of them for a stack, and
     * so here once for all.
     */
    @Nullable
    public StackTraceElement[][] stacks(Thread[] threads) {
        try {
            if (together != null) {
                return (StackTraceElement[][]) together.invokeExact(threads);
            }
            StackTraceElement[][] stacks = new StackTraceElement[threads.length][];
            for (int i = 0; i < threads.length; i++) {
                stacks[i] = (StackTraceElement[]) stack.invokeExact(threads[i]);
            }
            return stacks;
        } catch (Error e) {
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException("the JVM does not show a stack", t);
        }
    }

    /** The state of a thread, platform or virtual; {@code Thread.getState} can be overridden. */
    public Thread.State state(Thread thread) {
        try {
            return (Thread.State) state.invokeExact(thread);
        } catch (Error e) {
            throw e; // out of memory or of stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException("the JVM does not tell a state", t);
        }
    }

    /** The id of a thread, platform or virtual; {@code Thread.getId} can be overridden. */
    public long id(Thread thread) {
        return (long) tid.get(thread);
    }

    /** Who a thread, platform or virtual, says that it is parked by; null: nobody, or not parked. */
    @Nullable
    public Object blocker(Thread thread) {
        return blocker.getVolatile(thread);
    }

    /** What a platform thread has to itself, on 21+; null: a virtual thread, or not known. */
    @Nullable
    public Object holder(Thread thread) {
        return holder == null ? null : holder.get(thread);
    }

    /** On 21 the carrier below a pinned virtual thread shows as waiting too: carriers are never looked at. */
    public static boolean isCarrier(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }

    /** Whether its class is not {@code Thread} and, as far as its module tells, none of the JDK's others. */
    public static boolean isOfOwnClass(Thread thread) {
        Class<?> type = thread.getClass();
        String module = type.getModule().getName();
        return type != Thread.class && (module == null || !(module.startsWith("java.") || module.startsWith("jdk.")));
    }

    /** One of the JDK's own that never runs the program's code (a timer of futures does): idle whenever it waits. */
    public static boolean isAlwaysIdle(Thread thread) {
        String type = thread.getClass().getName();
        return type.equals("java.lang.ref.Reference$ReferenceHandler") || type.equals("sun.nio.ch.Poller$PollerThread");
    }

    /** A thread of the JDK's own, which may run a piece of the program (a cleaner's action): its stack decides. */
    public static boolean isJdks(Thread thread) {
        if (thread.getClass().getName().equals("jdk.internal.misc.InnocuousThread")) {
            return true;
        }
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getParent() == null;
    }
}
