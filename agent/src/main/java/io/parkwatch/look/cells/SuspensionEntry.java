// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.families.Suspension;
import io.parkwatch.look.waits.OldWait;
import io.parkwatch.look.waits.StuckWait;
import io.parkwatch.look.waits.WaitEntry;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

final class SuspensionEntry extends WaitEntry {
    private final long number;
    private final @Nullable WeakReference<Object> identity;
    final @Nullable WeakReference<Object> shared;

    @Nullable
    SuspensionEntry next;

    /**
     * Distinguishes one select from another when both are gone, as an identity hash does; 0 if the wait is no select.
     */
    final int select;

    /** Identity hash of the object that the hooks report when the wait is resumed; 0 if not known. */
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

    /** Records the object that references the wait for as long as it lasts. */
    void heldBy(@Nullable Object what) {
        holder = weakly(what);
    }

    /**
     * Reports whether the holder is alive. The collector can't take the wait then: if the wait is gone, it has ended.
     */
    boolean isHeld() {
        return holder != null && !holder.refersTo(null);
    }

    /** Returns the wait if it is stuck; null if not. */
    @Nullable
    StuckWait stuck() {
        OldWait known = old();
        return known == null ? null : known.stuck();
    }

    /**
     * Reports whether the wait is stuck and the collector may take it later while it lasts, even if something
     * references it now.
     */
    boolean mayBeTaken() {
        return resumed != 0 && stuck() != null;
    }

    boolean is(Suspension suspension) {
        Object other = suspension.identity();
        return identity == null
                ? other == null && number == suspension.number()
                : other != null && identity.refersTo(other);
    }
}
