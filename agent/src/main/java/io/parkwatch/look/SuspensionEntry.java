// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Suspension;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** One wait that holds no thread. */
final class SuspensionEntry {
    private final long number;
    private final @Nullable WeakReference<Object> identity;
    final @Nullable WeakReference<Object> shared;

    @Nullable
    SuspensionEntry next;

    long since = Table.NEW;

    @Nullable
    OldWait old;

    SuspensionEntry(Suspension suspension) {
        number = suspension.number();
        identity = weakly(suspension.identity());
        shared = weakly(suspension.shared());
    }

    private static @Nullable WeakReference<Object> weakly(@Nullable Object of) {
        return of == null ? null : new WeakReference<>(of);
    }

    boolean is(Suspension suspension) {
        Object other = suspension.identity();
        return identity == null
                ? other == null && number == suspension.number()
                : other != null && identity.refersTo(other);
    }
}
