// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Series as data, for readers in other loaders: JDK types alone. */
final class ListedPoints implements MetricFamily.Points {
    private final MetricFamily family;
    private final List<Object[]> rows = new ArrayList<>();

    ListedPoints(MetricFamily family) {
        this.family = family;
    }

    /** Returns the families of a look that have series. */
    static List<Map<String, Object>> of(View look, List<String> libraries) {
        List<ListedPoints> points = new ArrayList<>();
        MetricFamilies families = new MetricFamilies(
                family -> {
                    ListedPoints listed = new ListedPoints(family);
                    points.add(listed);
                    return listed;
                },
                libraries);
        families.show(look);
        List<Map<String, Object>> all = new ArrayList<>();
        for (ListedPoints listed : points) {
            listed.addTo(all);
        }
        return all;
    }

    @Override
    public void clear() {
        rows.clear();
    }

    @Override
    public void set(double value, String... words) {
        rows.add(new Object[] {List.of(words), value, 0L});
    }

    @Override
    public void sum(long count, double sum) {
        rows.add(new Object[] {List.of(), sum, count});
    }

    /** Adds a map, if there are series. A row has the labels' values, the value or sum, and the count of a summary. */
    private void addTo(List<Map<String, Object>> all) {
        if (!rows.isEmpty() && !family.name.equals(MetricFamilies.ELSEWHERE)) {
            all.add(Map.of(
                    "name", family.name,
                    "type", family.type,
                    "help", family.help,
                    "labels", List.of(family.labels),
                    "rows", rows));
        }
    }
}
