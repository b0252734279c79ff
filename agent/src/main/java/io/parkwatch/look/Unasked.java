// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Threads that the JVM can't be asked about: until 18 it calls their {@code getId} for that, and theirs threw. Known by who they are, and not held. */
final class Unasked {
    private final Map<Integer, WeakReference<Thread>> threads = new HashMap<>();

    void add(Thread thread) {
        threads.values().removeIf(gone -> gone.refersTo(null));
        threads.put(System.identityHashCode(thread), new WeakReference<>(thread));
    }

    boolean contains(Thread thread) {
        if (threads.isEmpty()) {
            return false;
        }
        WeakReference<Thread> there = threads.get(System.identityHashCode(thread));
        return there != null && there.refersTo(thread);
    }
}
