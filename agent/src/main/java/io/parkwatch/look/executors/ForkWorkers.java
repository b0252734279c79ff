// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.PlatformThreads;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Reads which fork-join pool a thread works for.
 *
 * @param termination what signals the end of a pool: a condition, or a latch from 22 on
 * @param sync what those are parked with who wait for a latch
 * @param state has a bit that is set once a pool is shut down
 */
public record ForkWorkers(
        PlatformThreads platform, VarHandle pool, VarHandle termination, VarHandle sync, VarHandle state, long shut) {

    /** Returns null in a release that keeps them elsewhere. */
    public static @Nullable ForkWorkers find(PlatformThreads platform) {
        int release = Runtime.version().feature();
        try {
            VarHandle state = release < 21 ? state("mode", int.class) : null;
            for (Class<?> word : new Class<?>[] {int.class, long.class}) {
                state = state == null ? state("runState", word) : state;
            }
            return state == null
                    ? null
                    : new ForkWorkers(
                            platform,
                            Packages.field(ForkJoinWorkerThread.class, "pool", ForkJoinPool.class),
                            Packages.field(
                                    ForkJoinPool.class,
                                    "termination",
                                    release < 22 ? Condition.class : CountDownLatch.class),
                            Packages.latchSync(),
                            state,
                            release < 21 ? 1 << 24 : release < 22 ? 1 : 2);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    private static @Nullable VarHandle state(String name, Class<?> word) throws IllegalAccessException {
        try {
            return Packages.lookup(ForkJoinPool.class).findVarHandle(ForkJoinPool.class, name, word);
        } catch (NoSuchFieldException ofTheOtherType) {
            return null;
        }
    }

    /** Returns the pool that the thread runs a task for; null if it has no task, and is parked with its pool. */
    public @Nullable Object pool(Thread thread) {
        Object its = thread instanceof ForkJoinWorkerThread ? pool.getVolatile(thread) : null;
        return its == null || platform.blocker(thread) == its ? null : its;
    }

    /** Returns what those are parked with who wait for the end of the thread's pool; null until it is shut down. */
    public @Nullable Object signal(Thread thread) {
        Object its = pool(thread);
        if (its == null || (((Number) state.getVolatile(its)).longValue() & shut) == 0) {
            return null;
        }
        Object signal = termination.getVolatile(its);
        return signal instanceof CountDownLatch ? sync.getVolatile(signal) : signal;
    }
}
