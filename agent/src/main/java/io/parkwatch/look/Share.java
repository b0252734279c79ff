// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

/**
 * A share of one core, saved up to a cap. Unspent time may be spent later, so that one expensive look (a cold one, or a
 * backlog) does not delay the next. Pure: the caller passes all times, in nanoseconds.
 */
final class Share {
    private final long every;
    private final long most;
    private long saved;
    private long last;

    /** Grants one nanosecond per {@code every} nanoseconds. Starts full. */
    Share(long every, long most, long now) {
        this.every = every;
        this.most = most;
        this.saved = most;
        this.last = now;
    }

    /** Returns what may be spent now; nothing if it is 0 or less. */
    long available(long now) {
        saved = Math.min(most, saved + (now - last) / every);
        last = now;
        return saved;
    }

    /** Records what was used. If it exceeds what was available, the rest is owed. */
    void spend(long nanos) {
        saved -= nanos;
    }

    /** Returns how long to wait until nothing is owed. */
    long untilPaid() {
        return Math.max(0, -saved * every);
    }
}
