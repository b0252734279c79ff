// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Identifies creation places without a stack: a thread by the class of its task (a lambda's is its place), a channel by
 * its class, both by their creator. Runs in hooks: reads fields, and calls no code of the program.
 */
enum Places implements ToIntFunction<Object> {
    OF_THREADS,
    OF_CHANNELS,
    /** Identifies a coroutine by the class of its block. */
    OF_BLOCKS;

    private static final @Nullable VarHandle CONT = field("java.lang.VirtualThread", "cont");
    private static final @Nullable VarHandle TARGET = field("jdk.internal.vm.Continuation", "target");
    private static final @Nullable VarHandle TASK = field("java.lang.VirtualThread$VThreadContinuation$1", "val$task");
    private static final @Nullable VarHandle HOLDER = field("java.lang.Thread", "holder");
    private static final @Nullable Class<?> HOLDING = named("java.lang.Thread$FieldHolder");
    private static final @Nullable VarHandle HELD = field("java.lang.Thread$FieldHolder", "task");
    private static final @Nullable VarHandle RUNNABLE = field("java.lang.Thread", "target");
    static final @Nullable VarHandle TID = field("java.lang.Thread", "tid");
    private static final @Nullable Class<?> VIRTUAL = named("java.lang.VirtualThread");

    private static final @Nullable Class<?> BOUND =
            named("java.util.concurrent.ThreadPerTaskExecutor$ThreadBoundFuture");
    private static final @Nullable VarHandle BOUND_TASK =
            field("java.util.concurrent.ThreadPerTaskExecutor$ThreadBoundFuture", "task");
    private static final @Nullable Class<?> ADAPTER = named("java.util.concurrent.Executors$RunnableAdapter");
    private static final @Nullable VarHandle ADAPTED = field("java.util.concurrent.Executors$RunnableAdapter", "task");

    /** Stands for what is no channel of the program. */
    static final int NOWHERE = 0;

    /** Created by a SynchronousQueue for itself from 21 on; its superclass is a channel. */
    private static final @Nullable Class<?> PART = named("java.util.concurrent.SynchronousQueue$Transferer");

    /** The id of the agent's thread whose channels are ignored. */
    @SuppressWarnings("NonFinalStaticField")
    private static volatile int agentThread = Integer.MIN_VALUE;

    static void ignore(Thread ofTheAgent) {
        agentThread = TID == null ? Integer.MIN_VALUE : (int) (long) TID.get(ofTheAgent);
    }

    private static @Nullable Class<?> named(String type) {
        try {
            return Class.forName(type, false, null);
        } catch (ClassNotFoundException notInThisRelease) {
            return null;
        }
    }

    private static @Nullable VarHandle field(String owner, String name) {
        Class<?> type = named(owner);
        if (type == null) {
            return null;
        }
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectVarHandle(type.getDeclaredField(name));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Returns an object that a platform thread has from its construction on; null if not known. */
    static @Nullable Object holder(Thread thread) {
        return read(HOLDER, thread);
    }

    @Override
    public int applyAsInt(Object born) {
        // No lambda for each instance: the JVM would generate their classes at the start of every program.
        int maker = maker();
        Class<?> type = born.getClass(); // asked once: a native call for the interpreter
        if (this == OF_CHANNELS && (type == PART || maker == agentThread)) {
            return NOWHERE;
        }
        int what = this == OF_THREADS ? taskOf(born) : System.identityHashCode(type);
        return what * 31 + maker;
    }

    private static int maker() {
        Thread maker = Thread.currentThread();
        if (maker.getClass() == VIRTUAL) {
            return taskOf(maker);
        }
        return TID == null ? 0 : (int) (long) TID.get(maker);
    }

    private static int taskOf(Object thread) {
        Object task = task(thread);
        return System.identityHashCode(task == null ? thread.getClass() : task.getClass());
    }

    private static @Nullable Object task(Object thread) {
        Class<?> type = thread.getClass();
        Object task;
        if (type == HOLDING) {
            task = read(HELD, thread);
        } else if (type == VIRTUAL) {
            task = read(TASK, read(TARGET, read(CONT, thread)));
        } else {
            task = HOLDER == null ? read(RUNNABLE, thread) : read(HELD, read(HOLDER, thread));
        }
        return task == null ? null : unwrapped(task);
    }

    /** Returns the program's task, which an executor with one thread per task wraps in a future. */
    private static Object unwrapped(Object task) {
        Object inner = task.getClass() == BOUND ? read(BOUND_TASK, task) : task;
        inner = inner != null && inner.getClass() == ADAPTER ? read(ADAPTED, inner) : inner;
        return inner == null ? task : inner;
    }

    private static @Nullable Object read(@Nullable VarHandle field, @Nullable Object of) {
        return field == null || of == null ? null : field.get(of);
    }
}
