// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what Clojure's functions and reified objects have closed over: fields with the names of the source. */
final class Closures {
    /** The wrapper that Clojure puts around a function with metadata. */
    private static final String WITH_META = "clojure.lang.AFunction$1";

    private final Map<Class<?>, Map<String, @Nullable VarHandle>> known = new HashMap<>();

    /** Returns the function without its metadata. */
    @Nullable
    Object plain(@Nullable Object function) throws ReflectiveOperationException {
        Object at = function;
        while (at != null && at.getClass().getName().equals(WITH_META)) {
            at = get(at, "this$0");
        }
        return at;
    }

    /** Returns a closed-over value. Also null if the function has run and dropped it. */
    @Nullable
    Object get(Object closure, String name) throws ReflectiveOperationException {
        VarHandle field = field(closure.getClass(), name);
        if (field == null) {
            throw new NoSuchFieldException(closure.getClass().getName() + '.' + name);
        }
        return field.getVolatile(closure);
    }

    /** Does the same, but also returns null if the function closes over no such value. */
    @Nullable
    Object find(Object closure, String name) throws ReflectiveOperationException {
        VarHandle field = field(closure.getClass(), name);
        return field == null ? null : field.getVolatile(closure);
    }

    private @Nullable VarHandle field(Class<?> type, String name) throws ReflectiveOperationException {
        Map<String, @Nullable VarHandle> fields = known.computeIfAbsent(type, t -> new HashMap<>());
        VarHandle field = fields.get(name);
        if (field == null && !fields.containsKey(name)) {
            field = look(type, name);
            fields.put(name, field);
        }
        return field;
    }

    private static @Nullable VarHandle look(Class<?> type, String name) throws ReflectiveOperationException {
        try {
            return Library.field(type, name);
        } catch (NoSuchFieldException none) {
            return null;
        }
    }
}
