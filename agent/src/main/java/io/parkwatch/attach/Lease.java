// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import java.util.function.LongSupplier;

/**
 * Decides how long an agent stays. One that was attached for one report or one watch stays until the whole report was
 * read, or nobody reads any more, as after the command was killed. So no command can leave an agent behind.
 */
public final class Lease {
    /** A command reads several times a second. */
    private static final long UNREAD = 20_000_000_000L;

    /** Another reader, such as a JDK console, may have read the report first. */
    private static final long GRACE = 1_000_000_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private long lastRead;
    private long wholeRead = NEVER;
    private boolean once;
    private boolean kept;

    public Lease(Tenure tenure, LongSupplier nanoTime) {
        this.once = tenure == Tenure.ONCE;
        this.kept = tenure == Tenure.FOR_GOOD;
        this.nanoTime = nanoTime;
        this.lastRead = nanoTime.getAsLong();
    }

    /** Records a read; {@code whole} says whether it got the whole report. */
    public synchronized void read(boolean whole) {
        lastRead = nanoTime.getAsLong();
        if (once && whole && wholeRead == NEVER) {
            wholeRead = lastRead;
        }
    }

    /** Makes the agent stay while somebody reads. */
    public synchronized void whileRead() {
        once = false;
        wholeRead = NEVER;
    }

    public synchronized void keep() {
        kept = true;
    }

    public synchronized boolean isKept() {
        return kept;
    }

    public synchronized boolean isOver() {
        long now = nanoTime.getAsLong();
        return !kept && (now - lastRead > UNREAD || (wholeRead != NEVER && now - wholeRead > GRACE));
    }
}
