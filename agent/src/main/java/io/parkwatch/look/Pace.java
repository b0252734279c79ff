// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

/**
 * Schedules the looks: one per interval, and one extra between two of them if a wait becomes old by then. Waits that
 * the extra look sees first are left to the next regular look, since every look at a busy program sees new ones. Pure:
 * the caller passes all times, in nanoseconds.
 */
final class Pace {
    private final long interval;
    private boolean between;

    Pace(long interval) {
        this.interval = interval;
    }

    /**
     * Returns when the next look is due. Must be called once for each look.
     *
     * @param began when this look began
     * @param nextOld when the oldest of the waits known before becomes old; MAX_VALUE if there is none
     * @param nextNew the same for the waits that this look saw first
     */
    long next(long began, long nextOld, long nextNew) {
        long regular = began + interval;
        long early = between ? nextOld : Math.min(nextOld, nextNew);
        between = early < regular;
        return Math.min(early, regular);
    }
}
