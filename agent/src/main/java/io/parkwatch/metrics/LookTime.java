// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

/** The CPU time of the looks, counted from the first look on, though Micrometer is only loaded by the first scrape. */
final class LookTime {
    /**
     * The number of looks over which the maximum is reported: five minutes at the default interval, so that one slow
     * start does not stay the maximum permanently.
     */
    private static final int RECENT = 60;

    private final double[] recent = new double[RECENT];
    private long count;
    private double sum;

    /** CPU time in seconds; {@code max} is that of the longest of the last 60 looks. */
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
