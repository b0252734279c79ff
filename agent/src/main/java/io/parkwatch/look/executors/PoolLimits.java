// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many workers a {@code ThreadPoolExecutor} has, and whether it gets more.
 *
 * @param control has the number of workers in its lower bits
 * @param mask these bits
 * @param core the number of workers up to which each new task gets one of its own
 * @param most the number of workers up to which a task gets one that the queue has no room for
 * @param roomy the queues that have room for each task
 */
public record PoolLimits(VarHandle control, int mask, VarHandle core, VarHandle most, List<Roomy> roomy) {

    /**
     * A class of queues. Not its subclasses: Tomcat's refuses tasks so that its pool grows.
     *
     * @param capacity null if it has none
     */
    public record Roomy(Class<?> type, @Nullable VarHandle capacity) {
        boolean hasRoom(Object queue) {
            return queue.getClass() == type && (capacity == null || (int) capacity.get(queue) == Integer.MAX_VALUE);
        }
    }

    /** Returns null in a release that keeps them elsewhere. */
    public static @Nullable PoolLimits find() {
        try {
            Class<?> pool = ThreadPoolExecutor.class;
            List<Roomy> roomy = new ArrayList<>();
            for (Class<?> type : new Class<?>[] {LinkedBlockingQueue.class, LinkedBlockingDeque.class}) {
                roomy.add(new Roomy(type, Packages.field(type, "capacity", int.class)));
            }
            roomy.add(new Roomy(PriorityBlockingQueue.class, null));
            roomy.add(new Roomy(
                    Class.forName("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", false, null),
                    null));
            return new PoolLimits(
                    Packages.field(pool, "ctl", AtomicInteger.class),
                    (int) Packages.lookup(pool)
                            .findStaticVarHandle(pool, "COUNT_MASK", int.class)
                            .get(),
                    Packages.field(pool, "corePoolSize", int.class),
                    Packages.field(pool, "maximumPoolSize", int.class),
                    roomy);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    public int workers(Object pool) {
        return ((AtomicInteger) control.getVolatile(pool)).get() & mask;
    }

    /** Reports whether a pool with this many workers gets no other one, whatever tasks it is given. */
    public boolean isFull(Object pool, Object queue, int workers) {
        if (workers >= (int) most.getVolatile(pool)) {
            return true;
        }
        if (workers < (int) core.getVolatile(pool)) {
            return false;
        }
        for (Roomy one : roomy) {
            if (one.hasRoom(queue)) {
                return true;
            }
        }
        return false;
    }
}
