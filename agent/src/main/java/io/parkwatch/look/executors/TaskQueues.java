// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the tasks in the JDK's queues, without their locks: what a walk meets was in the queue during the walk. */
public final class TaskQueues {
    /** The most tasks of one queue that are read. */
    private static final int MOST = 10_000;

    private final List<Linked> linked = new ArrayList<>();
    private final List<Filled> filled = new ArrayList<>();
    private final @Nullable Forked forked = Forked.find();

    public TaskQueues() {
        link("LinkedBlockingQueue", "head");
        link("LinkedBlockingDeque", "first");
        fill("ArrayBlockingQueue", "items", "java.lang.Object");
        fill("PriorityBlockingQueue", "queue", "java.lang.Object");
        fill("ScheduledThreadPoolExecutor$DelayedWorkQueue", "queue", "java.util.concurrent.RunnableScheduledFuture");
    }

    /** A queue of nodes. A node that was taken out refers to itself. */
    private record Linked(Class<?> type, VarHandle first, VarHandle next, VarHandle item) {
        void forEach(Object queue, Consumer<Object> visitor) {
            Object node = first.getVolatile(queue);
            for (int nodes = 0; node != null && nodes < MOST; nodes++) {
                Object task = item.getVolatile(node);
                if (task != null) {
                    visitor.accept(task);
                }
                Object after = next.getVolatile(node);
                node = after == node ? first.getVolatile(queue) : after;
            }
        }
    }

    /** A queue in an array. */
    private record Filled(Class<?> type, VarHandle items) {
        void forEach(Object queue, Consumer<Object> visitor) {
            Object[] array = (Object[]) items.getVolatile(queue);
            for (int i = 0; array != null && i < array.length && i < MOST; i++) {
                Object task = array[i];
                if (task != null) {
                    visitor.accept(task);
                }
            }
        }
    }

    /**
     * The queues of a fork-join pool.
     *
     * @param base the index of the next task to steal, modulo the length of the array
     * @param top the index of the next task to push
     */
    private record Forked(VarHandle queues, VarHandle array, VarHandle base, VarHandle top) {
        static @Nullable Forked find() {
            try {
                Class<?> queue = Class.forName(ForkJoinPool.class.getName() + "$WorkQueue", false, null);
                Class<?> task = Class.forName("java.util.concurrent.ForkJoinTask", false, null);
                return new Forked(
                        Packages.field(ForkJoinPool.class, "queues", queue.arrayType()),
                        Packages.field(queue, "array", task.arrayType()),
                        Packages.field(queue, "base", int.class),
                        Packages.field(queue, "top", int.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        void forEach(Object pool, Consumer<Object> visitor) {
            Object[] all = (Object[]) queues.getVolatile(pool);
            int left = MOST;
            for (int i = 0; all != null && i < all.length && i < MOST; i++) {
                Object[] tasks = all[i] == null ? null : (Object[]) array.getVolatile(all[i]);
                if (tasks == null || tasks.length == 0) {
                    continue;
                }
                int end = (int) top.getVolatile(all[i]);
                for (int at = (int) base.getVolatile(all[i]); end - at > 0 && left > 0; at++, left--) {
                    Object task = tasks[at & (tasks.length - 1)];
                    if (task != null) {
                        visitor.accept(task);
                    }
                }
            }
        }
    }

    private void link(String name, String first) {
        try {
            Class<?> type = Class.forName("java.util.concurrent." + name, false, null);
            Class<?> node = Class.forName(type.getName() + "$Node", false, null);
            linked.add(new Linked(
                    type,
                    Packages.field(type, first, node),
                    Packages.field(node, "next", node),
                    Packages.field(node, "item", Object.class)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // Tasks in such a queue are then not found.
        }
    }

    private void fill(String name, String items, String element) {
        try {
            Class<?> type = Class.forName("java.util.concurrent." + name, false, null);
            Class<?> array = Class.forName(element, false, null).arrayType();
            filled.add(new Filled(type, Packages.field(type, items, array)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // Tasks in such a queue are then not found.
        }
    }

    /** Visits the tasks of a pool's queue, or of a fork-join pool; none if the queue is of another class. */
    public void forEach(Object queue, Consumer<Object> visitor) {
        if (queue instanceof ForkJoinPool) {
            if (forked != null) {
                forked.forEach(queue, visitor);
            }
            return;
        }
        for (Linked one : linked) {
            if (one.type.isInstance(queue)) {
                one.forEach(queue, visitor);
            }
        }
        for (Filled one : filled) {
            if (one.type.isInstance(queue)) {
                one.forEach(queue, visitor);
            }
        }
    }
}
