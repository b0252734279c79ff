// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.util.function.LongSupplier;

/**
 * How long an agent stays that came for one report or one watch: until the whole report was read, or nobody reads any
 * more, as when the command was killed. So no command can leave an agent behind.
 */
public final class Lease {
    /** A command reads several times a second. */
    private static final long UNREAD = 20_000_000_000L;

    /** Another reader, such as a console of the JDK's, may have come first. */
    private static final long GRACE = 1_000_000_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private long lastRead;
    private long wholeRead = NEVER;
    private boolean once;
    private boolean kept;

    /**
     * Begins as if somebody had just read.
     *
     * @param once whether one whole report is enough
     * @param nanoTime a clock that only goes on, nanoseconds
     */
    public Lease(boolean once, LongSupplier nanoTime) {
        this.once = once;
        this.nanoTime = nanoTime;
        this.lastRead = nanoTime.getAsLong();
    }

    /** Somebody read; {@code whole}: the whole report. */
    public synchronized void read(boolean whole) {
        lastRead = nanoTime.getAsLong();
        if (once && whole && wholeRead == NEVER) {
            wholeRead = lastRead;
        }
    }

    /** The agent is to stay while somebody reads. */
    public synchronized void whileRead() {
        once = false;
        wholeRead = NEVER;
    }

    /** The agent is to stay after all. */
    public synchronized void keep() {
        kept = true;
    }

    /** Whether the agent is to stay after all. */
    public synchronized boolean isKept() {
        return kept;
    }

    /** Whether nothing holds the agent any more. */
    public synchronized boolean isOver() {
        long now = nanoTime.getAsLong();
        return !kept && (now - lastRead > UNREAD || (wholeRead != NEVER && now - wholeRead > GRACE));
    }
}
