// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody else, another agent mostly, has redefined a class that carries hooks, which then are gone: no
 * transformer of ours stood by. The JVM counts the redefinitions of each class in a field of its own.
 */
final class Redefined {
    private final Queue<Woven> all = new ConcurrentLinkedQueue<>();
    private final @Nullable VarHandle count = field();

    /** One class, and how often it was redefined when it was woven. */
    private static final class Woven {
        private final WeakReference<Class<?>> type;
        private final int times;

        Woven(Class<?> type, int times) {
            this.type = new WeakReference<>(type);
            this.times = times;
        }
    }

    private static @Nullable VarHandle field() {
        try {
            return MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup())
                    .findVarHandle(Class.class, "classRedefinedCount", int.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether it can be told in this JVM. */
    boolean isKnown() {
        return count != null;
    }

    /** How often a class was redefined until now. */
    int times(Class<?> type) {
        return count == null ? 0 : (int) count.getVolatile(type);
    }

    /** Takes note of a class that has its hooks since it was redefined so often. */
    void woven(Class<?> type, int times) {
        all.removeIf(known -> known.type.refersTo(type));
        all.add(new Woven(type, times));
    }

    /** Whether any was redefined since. */
    boolean any() {
        for (Woven known : all) {
            Class<?> type = known.type.get();
            if (type != null && times(type) != known.times) {
                return true;
            }
        }
        return false;
    }

    /** Forgets all. */
    void clear() {
        all.clear();
    }
}
