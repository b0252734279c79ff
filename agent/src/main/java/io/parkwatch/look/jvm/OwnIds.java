// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Classes of threads that have a {@code getId} of their own. Held weakly; a {@code ClassValue} would outlive the agent
 * in them.
 */
public final class OwnIds {
    private final Map<Class<?>, Boolean> known = new WeakHashMap<>();

    /** Also where it can't be told: a class of a module that is not open. */
    public boolean has(Class<?> type) {
        return known.computeIfAbsent(type, OwnIds::overrides);
    }

    /** Resolved as the JVM does: reflection would load the classes that other methods of this one name. */
    private static boolean overrides(Class<?> type) {
        try {
            Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle id = lookup.findVirtual(type, "getId", MethodType.methodType(long.class));
            return lookup.revealDirect(id).getDeclaringClass() != Thread.class;
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return true;
        }
    }
}
