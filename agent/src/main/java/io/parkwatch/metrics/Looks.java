// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

/** The CPU time of the looks. Counted from the first one on, though Micrometer comes with the first scrape only. */
final class Looks {
    /**
     * Of so many looks the longest is told: five minutes at the default interval, so that one slow start does not stand
     * for ever.
     */
    private static final int RECENT = 60;

    private final double[] recent = new double[RECENT];
    private long count;
    private double sum;

    /** Seconds of CPU time; {@code max} is the longest of the last 60. */
    record Sum(long count, double seconds, double max) {}

    Sum add(double seconds) {
        recent[(int) (count++ % RECENT)] = seconds;
        sum += seconds;
        double max = 0;
        for (double one : recent) {
            max = Math.max(max, one);
        }
        return new Sum(count, sum, max);
    }
}
