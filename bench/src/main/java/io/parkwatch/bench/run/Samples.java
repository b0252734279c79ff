// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All figures of a run, round by round. */
public final class Samples {
    private final Map<Key, List<Double>> all = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    private record Key(String measure, int release, Variant variant) {}

    void add(Jdk jdk, Variant variant, Map<String, Double> figures) {
        figures.forEach((measure, figure) -> all.computeIfAbsent(
                        new Key(measure, jdk.release(), variant), key -> new ArrayList<>())
                .add(figure));
    }

    /** Returns the figures in the order of the rounds; empty if not measured. */
    public List<Double> of(String measure, Jdk jdk, Variant variant) {
        return all.getOrDefault(new Key(measure, jdk.release(), variant), List.of());
    }

    /** Returns all measures whose names have this prefix. */
    public List<String> measures(String start) {
        return all.keySet().stream()
                .map(Key::measure)
                .filter(measure -> measure.startsWith(start))
                .distinct()
                .sorted()
                .toList();
    }

    void failed(String what) {
        failures.add(what);
    }

    /** Returns the failed measurements, with their reasons. */
    public List<String> failures() {
        return failures;
    }
}
