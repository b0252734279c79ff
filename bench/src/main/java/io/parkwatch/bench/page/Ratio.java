// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The comparison of one variant with another.
 *
 * @param value the ratio of the two medians over all rounds
 * @param low the lower quartile of the ratios within each round
 * @param high the upper quartile
 * @param repeats whether the two halves of the rounds agree, as two runs would
 * @param rounds the number of rounds; a single one repeats nothing
 */
public record Ratio(double value, double low, double high, boolean repeats, int rounds) {
    /** Two halves that are further apart than this do not agree. */
    private static final double AGREE = 0.05;

    /** Compares figures that are in the order of their rounds. */
    public static Ratio of(List<Double> measured, List<Double> base) {
        int rounds = Math.min(measured.size(), base.size());
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            pairs.add(measured.get(i) / base.get(i));
        }
        double first = medians(measured.subList(0, (rounds + 1) / 2), base.subList(0, (rounds + 1) / 2));
        double second = medians(measured.subList(rounds / 2, rounds), base.subList(rounds / 2, rounds));
        return new Ratio(
                medians(measured, base),
                quantile(pairs, 0.25),
                quantile(pairs, 0.75),
                Math.abs(first - second) <= AGREE * Math.min(first, second),
                rounds);
    }

    public static double median(List<Double> figures) {
        return quantile(figures, 0.5);
    }

    /** Returns a quantile, interpolated between two figures. */
    public static double quantile(List<Double> figures, double part) {
        List<Double> sorted = new ArrayList<>(figures);
        Collections.sort(sorted);
        double at = part * (sorted.size() - 1);
        int below = (int) at;
        double next = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return sorted.get(below) + (at - below) * (next - sorted.get(below));
    }

    private static double medians(List<Double> measured, List<Double> base) {
        return median(measured) / median(base);
    }

    /** Returns the ratio with its spread, or the spread alone if the ratio did not repeat. */
    @Override
    public String toString() {
        if (rounds == 1) {
            return String.format(Locale.ROOT, "%.2f, once", value);
        }
        String spread = String.format(Locale.ROOT, "%.2f–%.2f", low, high);
        return repeats ? String.format(Locale.ROOT, "%.2f (%s)", value, spread) : "noise (" + spread + ")";
    }
}
