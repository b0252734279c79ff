// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.channels.Suspension;
import io.parkwatch.detect.Classified;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.Table;
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

    /** Tells one select from another when both are gone, as a hash does; 0: it is none. */
    final int select;

    /** Identity hash of what the hooks tell of as it goes on; 0: not known. */
    int resumed;

    private @Nullable WeakReference<Object> holder;

    SuspensionEntry(Suspension suspension) {
        number = suspension.number();
        identity = weakly(suspension.identity());
        shared = weakly(suspension.shared());
        select = suspension.shared() == null ? 0 : System.identityHashCode(suspension.shared());
    }

    private static @Nullable WeakReference<Object> weakly(@Nullable Object of) {
        return of == null ? null : new WeakReference<>(of);
    }

    /** Notes what leads to it for as long as it waits. */
    void heldBy(@Nullable Object what) {
        holder = weakly(what);
    }

    /** Whether no collector can take it while it waits: if it is gone, it had ended. */
    boolean isHeld() {
        return holder != null && !holder.refersTo(null);
    }

    /** Whether it is stuck, and the collector may take it one day while it waits, also if something leads to it now. */
    boolean mayBeTaken() {
        return resumed != 0 && old != null && old.is() instanceof Classified.Stuck;
    }

    boolean is(Suspension suspension) {
        Object other = suspension.identity();
        return identity == null
                ? other == null && number == suspension.number()
                : other != null && identity.refersTo(other);
    }
}
