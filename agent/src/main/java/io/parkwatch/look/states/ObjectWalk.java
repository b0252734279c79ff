// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.families.Library;
import io.parkwatch.look.jvm.FieldConstants;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks from some objects to those that their fields lead to, the nearest first. Of a class of the program it follows
 * the fields that the class itself refers to and whose types are loaded, so that no class loader of the program is
 * asked. Keeps objects of the program, so it must not outlive a look.
 */
final class ObjectWalk {
    private static final int MOST_OBJECTS = 10_000;
    private static final int MOST_CLASSES = 200;
    private static final int MOST_ELEMENTS = 1_000;

    private final Instrumentation instrumentation;
    private final FieldConstants constants;
    private final LoadedTypes types;
    private final IdentityHashMap<Class<?>, List<VarHandle>> fields = new IdentityHashMap<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Object> open = new ArrayDeque<>();

    ObjectWalk(Instrumentation instrumentation, FieldConstants constants, LoadedTypes types) {
        this.instrumentation = instrumentation;
        this.constants = constants;
        this.types = types;
    }

    /** Begins a new walk, which may visit again what the last one saw. */
    void restart() {
        seen.clear();
        open.clear();
    }

    /** Adds an object to begin at. */
    void from(@Nullable Object object) {
        if (object != null && seen.size() < MOST_OBJECTS && seen.add(object)) {
            open.add(object);
        }
    }

    /** Adds the objects in the static fields of a class, if it is initialized: reading would initialize it. */
    void fromStatics(Class<?> type) {
        if (types.isInitialized(type)) {
            constants.forEach(type, (name, descriptor) -> {
                Class<?> declared = types.of(descriptor, type);
                VarHandle field = declared == null ? null : types.staticField(type, name, declared);
                if (field != null) {
                    from(field.getVolatile());
                }
            });
        }
    }

    /** Walks on from objects of the classes that {@code follows} names until one is {@code wanted}; null if none is. */
    @Nullable
    Object find(Predicate<Class<?>> follows, Predicate<Object> wanted) {
        for (Object at = open.poll(); at != null; at = open.poll()) {
            if (wanted.test(at)) {
                return at;
            }
            if (at instanceof Object[] elements) {
                for (int i = 0; i < elements.length && i < MOST_ELEMENTS; i++) {
                    from(elements[i]);
                }
            } else if (follows.test(at.getClass())) {
                for (VarHandle field : fields(at.getClass())) {
                    from(field.getVolatile(at));
                }
            }
        }
        return null;
    }

    /** Returns the fields of a class and those that it inherits. */
    private List<VarHandle> fields(Class<?> type) {
        List<VarHandle> known = fields.get(type);
        if (known == null) {
            known = new ArrayList<>();
            boolean reads = fields.size() < MOST_CLASSES;
            for (Class<?> c = type;
                    reads && c != null && c != Object.class && c != Thread.class;
                    c = c.getSuperclass()) {
                add(c, known);
            }
            fields.put(type, known);
        }
        return known;
    }

    private void add(Class<?> type, List<VarHandle> found) {
        Library library = new Library(type, instrumentation);
        if (type.getClassLoader() == null) {
            if (!type.getModule().isOpen(type.getPackageName(), ObjectWalk.class.getModule())) {
                return; // it is not opened for this
            }
            // Collections read the fields of their nodes. The types of these are the JDK's too.
            for (Field field : type.getDeclaredFields()) {
                if (!field.getType().isPrimitive()) {
                    add(library, type, field.getName(), field.getType(), found);
                }
            }
        } else {
            constants.forEach(type, (name, descriptor) -> {
                Class<?> declared = types.of(descriptor, type);
                if (declared != null) {
                    add(library, type, name, declared, found);
                }
            });
        }
    }

    private static void add(Library library, Class<?> type, String name, Class<?> declared, List<VarHandle> found) {
        try {
            found.add(library.field(type, name, declared));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError staticOrOfAnotherClass) {
            // Or the package is not open to the agent.
        }
    }
}
