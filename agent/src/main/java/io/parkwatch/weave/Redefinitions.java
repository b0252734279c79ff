// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Detects that someone else, usually another agent, has redefined a class with hooks, which are then gone since no
 * transformer was registered. The JVM counts redefinitions in a field of each class.
 */
final class Redefinitions {
    private final Queue<Woven> all = new ConcurrentLinkedQueue<>();
    private final @Nullable VarHandle count = field();

    /** A class, and how often it had been redefined when it was woven. */
    private record Woven(WeakReference<Class<?>> type, int times) {}

    private static @Nullable VarHandle field() {
        try {
            return MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup())
                    .findVarHandle(Class.class, "classRedefinedCount", int.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Reports whether this JVM has the count. */
    boolean isKnown() {
        return count != null;
    }

    private int times(Class<?> type) {
        return count == null ? 0 : (int) count.getVolatile(type);
    }

    /** Records classes that have their hooks once they have been redefined that many times {@code more}. */
    void woven(List<Class<?>> types, int more) {
        for (Class<?> type : types) {
            all.removeIf(known -> known.type.refersTo(type));
            all.add(new Woven(new WeakReference<>(type), times(type) + more));
        }
    }

    /** Reports whether any recorded class was redefined since. */
    boolean any() {
        for (Woven known : all) {
            Class<?> type = known.type.get();
            if (type != null && times(type) != known.times) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        all.clear();
    }
}
