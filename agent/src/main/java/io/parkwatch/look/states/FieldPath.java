// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.families.Library;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields that lead from one object to another. A path is written as {@code bag:com.acme.Bag list:java.util.List size}:
 * each field with its type, which the JVM compares, so that no class is loaded and no other release is misread. Several
 * names or types are written {@code a/b}, a type without a dot is of {@code java.util.concurrent}, and fields of the
 * JDK's classes need none.
 */
final class FieldPath {
    private final List<String> steps = new ArrayList<>();

    FieldPath(String text) {
        for (String step : text.split(" ", -1)) {
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
    }

    /** Returns what the path leads to; null if a field is null. Throws if this release has other fields. */
    @Nullable
    Object read(Object from, Instrumentation instrumentation) throws ReflectiveOperationException {
        Object at = from;
        for (int i = 0; at != null && i < steps.size(); i++) {
            // The method of this one class is the collector's own; a subclass may have another.
            at = steps.get(i).equals("get()")
                    ? at.getClass() == WeakReference.class ? ((WeakReference<?>) at).get() : null
                    : field(at.getClass(), steps.get(i), instrumentation).getVolatile(at);
        }
        return at;
    }

    /** Returns the only field of the path, for many objects of one class. */
    VarHandle field(Class<?> type, Instrumentation instrumentation) throws ReflectiveOperationException {
        return field(type, steps.get(0), instrumentation);
    }

    private static VarHandle field(Class<?> type, String step, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        int colon = step.indexOf(':');
        String name = colon < 0 ? step : step.substring(0, colon);
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try {
                return colon < 0 ? ofJdk(owner, name) : typed(owner, name, step.substring(colon + 1), instrumentation);
            } catch (NoSuchFieldException | IllegalAccessException ofASuperclass) {
                // The next one, or none.
            }
        }
        throw new NoSuchFieldException(type.getName() + '.' + name);
    }

    private static VarHandle ofJdk(Class<?> owner, String name) throws ReflectiveOperationException {
        if (owner.getClassLoader() != null) {
            throw new NoSuchFieldException(name);
        }
        return Library.field(owner, name);
    }

    private static VarHandle typed(Class<?> owner, String names, String types, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        Library library = new Library(owner, instrumentation);
        for (String name : names.split("/", -1)) {
            for (String type : types.split("/", -1)) {
                try {
                    return library.field(owner, name, type(library, type));
                } catch (NoSuchFieldException another) {
                    // The next one, or none.
                }
            }
        }
        throw new NoSuchFieldException(names);
    }

    private static Class<?> type(Library library, String name) throws ClassNotFoundException {
        if (name.equals("int")) {
            return int.class;
        }
        boolean isConcurrent = name.indexOf('.') < 0 || name.startsWith("atomic.") || name.startsWith("locks.");
        return isConcurrent || name.startsWith("java.")
                ? Class.forName(isConcurrent ? "java.util.concurrent." + name : name, false, null)
                : library.type(name);
    }
}
