// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.PlatformThreads;
import io.parkwatch.look.jvm.Synchronizers;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Reads who holds what a parked thread's blocker stands for. Only the JDK's own locks count: in a lock of the program,
 * the field of the owner means what the program makes of it.
 */
final class LockOwners {
    private final PlatformThreads platform;
    private final Synchronizers synchronizers;
    private final @Nullable Fields fields = Fields.find();

    LockOwners(PlatformThreads platform, Synchronizers synchronizers) {
        this.platform = platform;
        this.synchronizers = synchronizers;
    }

    /**
     * @param locks the classes of locks that one thread owns
     * @param runner the thread that runs a {@code FutureTask}
     * @param period not 0 in a task that runs again and again: no run of it ends a wait
     */
    private record Fields(List<Class<?>> locks, VarHandle runner, Class<?> scheduled, VarHandle period) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> scheduled = Class.forName(
                        ScheduledThreadPoolExecutor.class.getName() + "$ScheduledFutureTask", false, null);
                return new Fields(
                        List.of(
                                jdks("ReentrantLock$NonfairSync"),
                                jdks("ReentrantLock$FairSync"),
                                jdks("ReentrantReadWriteLock$NonfairSync"),
                                jdks("ReentrantReadWriteLock$FairSync")),
                        Packages.field(FutureTask.class, "runner", Thread.class),
                        scheduled,
                        Packages.field(scheduled, "period", long.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        private static Class<?> jdks(String name) throws ClassNotFoundException {
            return Class.forName("java.util.concurrent.locks." + name, false, null);
        }
    }

    /** Adds the thread that owns the lock or runs the task. Returns false if there is none. */
    boolean addOwner(Object blocker, Waiter waiter) {
        if (fields == null) {
            return false;
        }
        if (blocker instanceof FutureTask) {
            boolean isPeriodic = fields.scheduled.isInstance(blocker) && (long) fields.period.get(blocker) != 0;
            // Anybody may cancel a task.
            return !isPeriodic && add((Thread) fields.runner.getVolatile(blocker), Holder.RUNS_TASK, false, waiter);
        }
        Object lock = synchronizers.lock(blocker);
        // A signalled thread stays parked with its condition until it has the lock again. A program that parks with a
        // lock's internals itself, by reflection, waits for whatever it likes.
        return fields.locks.contains(lock.getClass())
                && (lock == blocker ? waiter.calls.acquires() : synchronizers.isQueued(lock, waiter.thread))
                && add(platform.ownerOf(lock), Holder.OWNS_LOCK, true, waiter);
    }

    private static boolean add(@Nullable Thread holder, String how, boolean sole, Waiter waiter) {
        if (holder != null) {
            waiter.holds.add(new Hold(holder, how, sole));
        }
        return holder != null;
    }
}
