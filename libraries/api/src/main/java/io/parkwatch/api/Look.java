// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a look saw that was asked for.
 *
 * @param fields all that is known; newer agents know more
 */
public record Look(Map<String, Object> fields) {
    /**
     * Whose threads are shown that are not stuck: those with a tag, and those without one that a method started or, in
     * a pool, whose tasks it made.
     */
    public record Subject(
            String tag, @Nullable String type, @Nullable String method) {}

    /** Returns the number of the look. */
    public int number() {
        return (int) Fields.number(fields, "look");
    }

    /** Reports whether there were waits that were not old enough to be stuck. */
    public boolean anyYoung() {
        return Fields.flag(fields, "young");
    }

    /** Returns all stuck threads, and of those that were asked about also the others. */
    public List<WatchedThread> threads() {
        return Fields.rows(fields.get("threads")).stream()
                .map(WatchedThread::new)
                .toList();
    }

    /** Returns the findings, worst first, each with all its threads. */
    public List<Finding> findings() {
        return findings(Duration.ZERO);
    }

    /** Returns the findings with those threads that have been in their wait for so long. */
    List<Finding> findings(Duration atLeast) {
        Map<String, List<Object>> threads = new HashMap<>();
        for (WatchedThread thread : threads()) {
            if (thread.fingerprint().isPresent() && thread.age().compareTo(atLeast) >= 0) {
                threads.computeIfAbsent(thread.fingerprint().get(), f -> new ArrayList<>())
                        .add(thread.fields());
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : reported()) {
            List<Object> all = threads.get(finding.fingerprint());
            if (all != null) {
                Map<String, Object> fields = new HashMap<>(finding.fields());
                fields.put("threads", all);
                findings.add(new Finding(fields));
            }
        }
        return findings;
    }

    private List<Finding> reported() {
        @Nullable Object report = fields.get("report");
        try {
            return report instanceof String json ? new Report(Json.parse(json)).findings() : List.of();
        } catch (RuntimeException e) { // of a release that writes it in another way
            return List.of();
        }
    }
}
