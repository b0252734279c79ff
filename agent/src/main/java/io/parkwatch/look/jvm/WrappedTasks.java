// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
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
    private static final int MOST_CONSTANTS = 10_000;
    private static final String RUNNABLE = "Ljava/lang/Runnable;";

    private final @Nullable Constants constants;
    private final IdentityHashMap<Class<?>, List<VarHandle>> fields = new IdentityHashMap<>();

    /** {@code constants} are null in a release that keeps them elsewhere: then nothing is found. */
    public WrappedTasks(@Nullable Constants constants) {
        this.constants = constants;
    }

    /** The JDK's view of the constants of a class. */
    public record Constants(MethodHandle of, MethodHandle size, MethodHandle tag, MethodHandle reference) {
        /** Returns null in a release that keeps them elsewhere. */
        public static @Nullable Constants find() {
            try {
                Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool", false, null);
                Class<?> tag = Class.forName(pool.getName() + "$Tag", false, null);
                Lookup lookup = Packages.lookup(pool);
                return new Constants(
                        Packages.lookup(Class.class).findVirtual(Class.class, "getConstantPool", generic(pool)),
                        lookup.findVirtual(pool, "getSize", generic(int.class)),
                        lookup.findVirtual(pool, "getTagAt", MethodType.methodType(tag, int.class)),
                        lookup.findVirtual(
                                pool, "getMemberRefInfoAt", MethodType.methodType(String[].class, int.class)));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        private static MethodType generic(Class<?> result) {
            return MethodType.methodType(result);
        }

        /** Adds the fields of type {@code Runnable} that a class declares and itself reads or sets. */
        void addRunnables(Class<?> type, List<VarHandle> found) {
            try {
                Object pool = (Object) of.invoke(type);
                int constants = pool == null ? 0 : Math.min((int) size.invoke(pool), MOST_CONSTANTS);
                for (int i = 1; i < constants; i++) {
                    if (!((Object) tag.invoke(pool, i) instanceof Enum<?> kind)
                            || !kind.name().equals("FIELDREF")) {
                        continue;
                    }
                    String[] names = (String[]) reference.invoke(pool, i);
                    if (names[2].equals(RUNNABLE)) {
                        add(type, names[1], found);
                    }
                }
            } catch (Throwable t) {
                IllegalStateException unused = Packages.failure("the JVM does not show the constants of a class", t);
            }
        }

        private static void add(Class<?> type, String name, List<VarHandle> found) {
            try {
                found.add(Packages.field(type, name, Runnable.class));
            } catch (ReflectiveOperationException | LinkageError ofAnotherClass) {
                // Or the module does not open its package.
            }
        }
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
            Constants of = fields.size() < MOST_CLASSES ? constants : null;
            for (Class<?> c = type; of != null && c != null && c != Thread.class; c = c.getSuperclass()) {
                of.addRunnables(c, known);
            }
            fields.put(type, known);
        }
        return known;
    }
}
