// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.util.function.LongSupplier;

/**
 * A clock that stands still while the whole JVM does: a stopped process, a frozen container, a very long collection. A
 * wait must not age while nothing could have ended it. For the watcher's thread only.
 */
public final class WatchedTime implements LongSupplier {
    /**
     * If the watcher wakes later than this, the JVM stood still. Skipping too much makes ages too low, never too high.
     */
    private static final long LATE = 250_000_000L;

    private final LongSupplier nanos;
    private long skipped;

    public WatchedTime(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public long getAsLong() {
        return nanos.getAsLong() - skipped;
    }

    /** Records that the watcher woke now, having planned to wake at {@code planned} on this clock. */
    public void woke(long planned) {
        long late = getAsLong() - planned;
        if (late > LATE) {
            skipped += late;
        }
    }
}
