// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The thread classes that override {@code getId}. Held weakly; a {@code ClassValue} in them would outlive the agent.
 */
public final class GetIdOverrides {
    private final Map<Class<?>, Boolean> known = new WeakHashMap<>();

    /**
     * Reports whether the class overrides {@code getId}; also true if its module is not open, so that this is not
     * known.
     */
    public boolean has(Class<?> type) {
        return known.computeIfAbsent(type, GetIdOverrides::overrides);
    }

    /** Resolves the method as the JVM does: reflection would load the classes that other methods of the class name. */
    private static boolean overrides(Class<?> type) {
        try {
            Lookup lookup = Packages.lookup(type);
            MethodHandle id = lookup.findVirtual(type, "getId", MethodType.methodType(long.class));
            return lookup.revealDirect(id).getDeclaringClass() != Thread.class;
        } catch (ReflectiveOperationException | RuntimeException notOpen) {
            return true;
        }
    }
}
