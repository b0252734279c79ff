// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tag of a thread: the value of the API's inheritable thread-local, which a thread gets from the one that
 * made it. There may be several copies of the API, so the variable is known by the name of its class.
 */
public final class ThreadTags {
    private static final String VARIABLE = "io.parkwatch.api.Tag";

    /** The longest table that is read. */
    private static final int MOST = 10_000;

    private final VarHandle map;
    private final VarHandle table;
    private final VarHandle value;

    public ThreadTags() throws ReflectiveOperationException {
        Class<?> maps = Class.forName("java.lang.ThreadLocal$ThreadLocalMap", false, null);
        Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry", false, null);
        map = Packages.field(Thread.class, "inheritableThreadLocals", maps);
        table = Packages.field(maps, "table", entry.arrayType());
        value = Packages.field(entry, "value", Object.class);
    }

    /** Returns the tag of a thread; null if it has none. */
    public @Nullable String of(Thread thread) {
        Object variables = map.get(thread);
        Object[] entries = variables == null ? null : (Object[]) table.get(variables);
        if (entries == null || entries.length > MOST) {
            return null;
        }
        for (Object entry : entries) {
            Object key = entry == null ? null : ((Reference<?>) entry).get();
            if (key != null && key.getClass().getName().equals(VARIABLE) && value.get(entry) instanceof String tag) {
                return tag;
            }
        }
        return null;
    }
}
