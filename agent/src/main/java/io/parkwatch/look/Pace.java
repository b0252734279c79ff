// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

/**
 * When the next look comes: one each interval, and one between two of them where a wait becomes old by then. What such
 * a look sees first waits for the next one, since there is something new in every look at a busy program. Pure: times
 * come from outside, all in nanoseconds.
 */
final class Pace {
    private final long interval;
    private boolean between;

    Pace(long interval) {
        this.interval = interval;
    }

    /**
     * To be asked once for each look.
     *
     * @param began when it began
     * @param nextOld when the oldest of the waits that were known before becomes old; MAX_VALUE: there is none
     * @param nextNew the same of those that it saw first
     */
    long next(long began, long nextOld, long nextNew) {
        long regular = began + interval;
        long early = between ? nextOld : Math.min(nextOld, nextNew);
        between = early < regular;
        return Math.min(early, regular);
    }
}
