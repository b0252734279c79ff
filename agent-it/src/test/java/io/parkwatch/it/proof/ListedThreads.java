// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.proof;

import java.lang.reflect.Field;
import java.util.Set;

/**
 * Returns the JDK's own set of the virtual threads that were started outside executors. The program runs with
 * {@link #OPEN}.
 */
final class ListedThreads {
    static final String OPEN = "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED";

    private ListedThreads() {}

    @SuppressWarnings("unchecked")
    static Set<Thread> all() {
        try {
            Class<?> root = Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer");
            Field field = root.getDeclaredField("VTHREADS");
            field.setAccessible(true);
            return (Set<Thread>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
