// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.gather;

import io.parkwatch.finding.Finding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The findings as a forest: each hangs below the one whose threads hold most of what its own wait for. A tree stands
 * where its worst finding would stand.
 */
final class Forest {
    /** Worst first. */
    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private final Map<String, String> above = new HashMap<>();
    private final Map<String, List<Finding>> below = new HashMap<>();

    /** The smallest fingerprint of those that share a circle, which is the same in every instance; by all others. */
    private final Map<String, String> circles = new HashMap<>();

    /** The root of each finding, in the order of the result. */
    private final Map<String, String> roots = new LinkedHashMap<>();

    private final Map<String, Grouping> groups;

    private Forest(List<Finding> worstFirst, Map<String, Grouping> groups) {
        this.groups = groups;
        for (Finding finding : worstFirst) {
            findings.put(finding.fingerprint(), finding);
        }
        groups.forEach((fingerprint, group) -> {
            String parent = group.above();
            if (parent != null && findings.containsKey(parent)) {
                above.put(fingerprint, parent);
            }
        });
        cutCircles();
        joinCircles(groups);
        for (Finding finding : worstFirst) {
            String parent = above.get(finding.fingerprint());
            if (parent != null) {
                below.computeIfAbsent(parent, p -> new ArrayList<>()).add(finding);
            }
        }
        for (Finding finding : worstFirst) {
            if (!roots.containsKey(finding.fingerprint())) {
                place(root(finding.fingerprint()));
            }
        }
    }

    /** Returns the findings with their roots, each root directly before its consequences. */
    static List<Finding> rootsFirst(List<Finding> worstFirst, Map<String, Grouping> groups) {
        return new Forest(worstFirst, groups).ordered();
    }

    /** Findings may hold each other's locks without a circle of threads. The worst of them is then the root. */
    private void cutCircles() {
        Map<String, Integer> walks = new HashMap<>();
        int walk = 0;
        for (String start : findings.keySet()) {
            String at = start;
            walk++;
            while (at != null && walks.putIfAbsent(at, walk) == null) {
                at = above.get(at);
            }
            if (at != null && walks.getOrDefault(at, 0) == walk) { // back on this walk: a circle
                above.remove(worstOf(at));
            }
        }
    }

    private String worstOf(String circle) {
        Set<String> members = new HashSet<>();
        for (String at = circle; at != null && members.add(at); at = above.get(at)) {
            // Collects the circle.
        }
        for (String fingerprint : findings.keySet()) {
            if (members.contains(fingerprint)) {
                return fingerprint;
            }
        }
        return circle;
    }

    /** A finding may be in more than one circle, and join them. */
    private void joinCircles(Map<String, Grouping> groups) {
        Map<Integer, String> least = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Grouping> group : groups.entrySet()) {
                String own = group.getKey();
                BitSet numbers = group.getValue().circles();
                String smallest = circles.getOrDefault(own, own);
                for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
                    String other = least.getOrDefault(i, smallest);
                    smallest = other.compareTo(smallest) < 0 ? other : smallest;
                }
                for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
                    changed |= !smallest.equals(least.put(i, smallest));
                }
                if (!smallest.equals(own)) {
                    circles.put(own, smallest);
                }
            }
        }
    }

    private String root(String fingerprint) {
        String at = fingerprint;
        for (String up = above.get(at); up != null; up = above.get(at)) {
            at = up;
        }
        return at;
    }

    /** Appends a root and what is below it. Without recursion: a chain may be as long as there are findings. */
    private void place(String root) {
        List<String> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (roots.putIfAbsent(next, root) == null) {
                List<Finding> consequences = below.getOrDefault(next, List.of());
                for (int i = consequences.size() - 1; i >= 0; i--) {
                    open.add(consequences.get(i).fingerprint());
                }
            }
        }
    }

    private List<Finding> ordered() {
        Map<String, Integer> behind = new HashMap<>();
        roots.forEach((fingerprint, root) -> {
            Finding finding = findings.get(fingerprint);
            if (finding != null && !fingerprint.equals(root)) {
                behind.merge(root, finding.count() - finding.reclaimed(), Integer::sum);
            }
        });
        groups.forEach((fingerprint, group) -> group.besideCircles().forEach((holding, waits) -> {
            String root = roots.get(holding);
            if (root != null && !root.equals(fingerprint)) {
                behind.merge(root, waits, Integer::sum);
            }
        }));
        List<Finding> ordered = new ArrayList<>();
        roots.forEach((fingerprint, root) -> {
            Finding finding = findings.get(fingerprint);
            boolean isRoot = fingerprint.equals(root);
            if (finding != null && (!isRoot || behind.containsKey(root))) {
                finding = finding.toBuilder()
                        .under(isRoot ? null : root, isRoot ? behind.getOrDefault(root, 0) : 0)
                        .build();
            }
            if (finding != null && circles.containsKey(fingerprint)) {
                finding =
                        finding.toBuilder().inCircleOf(circles.get(fingerprint)).build();
            }
            if (finding != null) {
                ordered.add(finding);
            }
        });
        return ordered;
    }
}
