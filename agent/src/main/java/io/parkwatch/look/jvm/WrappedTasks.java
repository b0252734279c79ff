// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a task that others wrap, along their fields of type {@code Runnable}. Their names are those that a class itself
 * refers to, by its constant pool: reflection would load the types of all its fields. Keeps classes of the program, so
 * it must not outlive a look.
 */
public final class WrappedTasks {
    /** The most wrappers that are followed from one task. */
    private static final int MOST_STEPS = 16;

    private static final int MOST_CLASSES = 1_000;
    private static final String RUNNABLE = "Ljava/lang/Runnable;";

    private final @Nullable FieldConstants constants;
    private final IdentityHashMap<Class<?>, List<VarHandle>> fields = new IdentityHashMap<>();

    /** {@code constants} are null in a release that keeps them elsewhere: then nothing is found. */
    public WrappedTasks(@Nullable FieldConstants constants) {
        this.constants = constants;
    }

    /** Returns the first object of a class that a task, or a thread of the program's class, leads to; null if none. */
    public @Nullable Object find(Object from, Class<?> wanted) {
        if (wanted.isInstance(from) || fields(from.getClass()).isEmpty()) {
            return wanted.isInstance(from) ? from : null; // most tasks wrap nothing
        }
        Deque<Object> open = new ArrayDeque<>();
        open.add(from);
        int steps = 0;
        for (Object at = open.poll(); at != null && steps++ < MOST_STEPS; at = open.poll()) {
            if (wanted.isInstance(at)) {
                return at;
            }
            for (VarHandle field : fields(at.getClass())) {
                Object inner = field.getVolatile(at);
                if (inner != null) {
                    open.add(inner);
                }
            }
        }
        return null;
    }

    /** Returns the fields of a class and those that it inherits. */
    private List<VarHandle> fields(Class<?> type) {
        List<VarHandle> known = fields.get(type);
        if (known == null) {
            known = new ArrayList<>(1);
            FieldConstants of = fields.size() < MOST_CLASSES ? constants : null;
            for (Class<?> c = type; of != null && c != null && c != Thread.class; c = c.getSuperclass()) {
                addRunnables(c, of, known);
            }
            fields.put(type, known);
        }
        return known;
    }

    private static void addRunnables(Class<?> type, FieldConstants constants, List<VarHandle> found) {
        constants.forEach(type, (name, descriptor) -> {
            if (descriptor.equals(RUNNABLE)) {
                try {
                    found.add(Packages.field(type, name, Runnable.class));
                } catch (ReflectiveOperationException | LinkageError ofAnotherClass) {
                    // Or the module does not open its package.
                }
            }
        });
    }
}
