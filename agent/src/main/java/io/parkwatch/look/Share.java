// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

/**
 * A share of one core, saved up to a cap: what is not spent may be spent later, so that one dear look (a cold one, a
 * backlog) does not slow the next. Pure: times come from outside, all in nanoseconds.
 */
final class Share {
    private final long every;
    private final long most;
    private long saved;
    private long last;

    /** One nanosecond of {@code every}, begun full. */
    Share(long every, long most, long now) {
        this.every = every;
        this.most = most;
        this.saved = most;
        this.last = now;
    }

    /** What may be spent now; 0 or less: nothing. */
    long available(long now) {
        saved = Math.min(most, saved + (now - last) / every);
        last = now;
        return saved;
    }

    /** What was used; it may be more than was available, and is then owed. */
    void spend(long nanos) {
        saved -= nanos;
    }

    /** How long to wait until nothing is owed. */
    long untilPaid() {
        return Math.max(0, -saved * every);
    }
}
