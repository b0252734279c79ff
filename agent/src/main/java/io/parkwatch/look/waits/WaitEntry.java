// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.finding.WhyNot;
import org.jspecify.annotations.Nullable;

/** One wait, kept from look to look while it lasts. The subclasses say what tells it from the next one. */
public class WaitEntry {
    private long since = Table.NEW;
    private int look;
    private @Nullable OldWait old;

    /** Returns the end of the look that saw the wait first; {@link Table#NEW} during that look. */
    public final long since() {
        return since;
    }

    /** Returns the outcome of the close look; null before it. */
    public final @Nullable OldWait old() {
        return old;
    }

    public final void old(OldWait wait) {
        old = wait;
    }

    /** Records that a look sees the wait. Returns false if it has seen it before. */
    final boolean see(int number) {
        boolean first = look != number;
        look = number;
        return first;
    }

    final boolean isSeen(int number) {
        return look == number;
    }

    /** Makes this the entry of another wait, which the present look sees first. */
    public final void restart() {
        since = Table.NEW;
        old = null;
    }

    /** Dates the wait at the end of the look that saw it first. */
    public final void date(long end) {
        since = since == Table.NEW ? end : since;
    }

    /** Records that no collector can prove the wait, if it is old: because of {@code why} if its thread is virtual. */
    final void unproved(WhyNot why) {
        old = old == null ? null : old.unproved(why);
    }
}
