// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

/** A family of series: its name, type and labels as on the page. */
final class MetricFamily {
    final String type;
    final String name;
    final String help;
    final String[] labels;
    /** Whether the labels of its series do not change from look to look. */
    final boolean fixed;

    @SuppressWarnings("NullAway.Init") // set before the first look
    private Points points;

    /** Its series of the last look, for one kind of reader. Called by one thread at a time. */
    interface Points {
        /** Removes those of the look before. */
        void clear();

        void set(double value, String... words);

        void sum(long count, double sum);
    }

    /** @param labels separated by spaces */
    MetricFamily(String type, String name, String help, String labels, boolean fixed) {
        this.type = type;
        this.name = name;
        this.help = help;
        this.labels = labels.isEmpty() ? new String[0] : labels.split(" ");
        this.fixed = fixed;
    }

    void to(Points reader) {
        points = reader;
    }

    void clear() {
        points.clear();
    }

    void set(double value, String... words) {
        points.set(value, words);
    }

    void set(long value, String... words) {
        points.set((double) value, words);
    }

    void sum(long count, double sum) {
        points.sum(count, sum);
    }
}
