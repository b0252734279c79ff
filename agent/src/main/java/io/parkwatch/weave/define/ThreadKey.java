// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import org.jspecify.annotations.Nullable;

/** The current thread as a key: the program may override {@code hashCode} and {@code equals} of its class. */
public final class ThreadKey {
    private final Thread thread = Thread.currentThread();

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThreadKey self && self.thread == thread;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(thread);
    }
}
