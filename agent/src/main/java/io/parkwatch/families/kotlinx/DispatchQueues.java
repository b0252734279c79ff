// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a dispatcher has queued. They are reached by the fields of the library's dispatchers and queues and of
 * java.util.concurrent. Tasks that wait for a point in time are not followed. A task that runs has left the queue.
 */
final class DispatchQueues {
    /** The maximum number of objects read per dispatcher and look. */
    private static final int MOST = 50_000;

    private static final String PACKAGE = "kotlinx.coroutines.";
    private static final String CONCURRENT = "java.util.concurrent.";

    private final Set<String> followed = Set.of(
            PACKAGE + "ExecutorCoroutineDispatcherImpl",
            PACKAGE + "internal.LimitedDispatcher",
            PACKAGE + "internal.LimitedDispatcher$Worker",
            PACKAGE + "internal.NamedDispatcher",
            PACKAGE + "internal.LockFreeTaskQueue",
            PACKAGE + "internal.LockFreeTaskQueueCore",
            PACKAGE + "internal.ResizableAtomicArray");

    /** Singletons of the library that keep the dispatcher behind them in a static field. */
    private final Set<String> single =
            Set.of(PACKAGE + "scheduling.DefaultIoScheduler", PACKAGE + "scheduling.UnlimitedIoScheduler");

    private final Class<?> task;
    private final VarHandle submitted;
    private final VarHandle scheduler;
    private final VarHandle io;
    private final Map<Class<?>, List<VarHandle>> fields = new HashMap<>();

    DispatchQueues(Library library) throws ReflectiveOperationException {
        task = library.type(PACKAGE + "DispatchedTask");
        submitted = Library.field(library.type(PACKAGE + "scheduling.Task"), "submissionTime");
        scheduler = Library.field(library.type(PACKAGE + "scheduling.DefaultScheduler"), "INSTANCE");
        io = Library.field(library.type(PACKAGE + "scheduling.DefaultIoScheduler"), "default");
    }

    /**
     * A task that waits to be run.
     *
     * @param node created when the task was queued; null if {@code number} distinguishes this time from the next
     */
    record Queued(Object task, @Nullable Object node, long number) {}

    /** Returns all tasks that this dispatcher has queued, as far as they can be read. */
    List<Queued> of(Object dispatcher) {
        List<Queued> found = new ArrayList<>();
        IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
        Deque<Object> left = new ArrayDeque<>();
        add(dispatcher, dispatcher, 0, seen, left, found);
        while (!left.isEmpty() && seen.size() < MOST) {
            Object at = left.poll();
            if (at instanceof Object[] array) {
                for (int i = 0; i < array.length; i++) {
                    add(array[i], null, i, seen, left, found);
                }
            } else if (at instanceof AtomicReferenceArray<?> array) {
                for (int i = 0; i < array.length(); i++) {
                    add(array.get(i), null, i, seen, left, found);
                }
            } else {
                for (VarHandle field : fields.computeIfAbsent(at.getClass(), DispatchQueues::fields)) {
                    add(field.getVolatile(at), at, 0, seen, left, found);
                }
                if (single.contains(at.getClass().getName())) {
                    add(scheduler.get(), null, 0, seen, left, found);
                    add(io.get(), null, 0, seen, left, found);
                }
            }
        }
        return found;
    }

    private void add(
            @Nullable Object value,
            @Nullable Object from,
            int slot,
            IdentityHashMap<Object, Boolean> seen,
            Deque<Object> left,
            List<Queued> found) {
        if (value == null || (!task.isInstance(value) && !isFollowed(value)) || seen.put(value, true) != null) {
            return;
        }
        if (task.isInstance(value)) {
            // A scheduler's queue reuses its arrays and records when it took the task; other queues create a node for
            // each task.
            boolean made = from != null && from.getClass().getName().startsWith(CONCURRENT);
            found.add(new Queued(value, made ? from : null, ((long) submitted.get(value) << 8) + slot + 1));
        } else {
            left.add(value);
        }
    }

    private boolean isFollowed(Object value) {
        String name = value.getClass().getName();
        return value instanceof Object[]
                || name.startsWith(CONCURRENT)
                || name.startsWith(PACKAGE + "scheduling.")
                || followed.contains(name);
    }

    /** Returns the fields that can lead to tasks, of the class and its superclasses in the same library. */
    private static List<VarHandle> fields(Class<?> of) {
        List<VarHandle> fields = new ArrayList<>();
        for (Class<?> type = of; type != null && isRead(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        fields.add(Library.field(type, field.getName()));
                    } catch (ReflectiveOperationException | RuntimeException closed) {
                        // Whatever this field references is not known.
                    }
                }
            }
        }
        return fields;
    }

    private static boolean isRead(Class<?> type) {
        return type.getName().startsWith(PACKAGE) || type.getName().startsWith(CONCURRENT);
    }
}
