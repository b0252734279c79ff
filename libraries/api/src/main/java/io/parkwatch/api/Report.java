// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one look saw.
 *
 * @param fields the whole report, as in its JSON Schema: maps, lists, strings, longs, doubles and booleans
 */
public record Report(Map<String, Object> fields) {
    /** Returns when the look ended. */
    public Instant at() {
        return Fields.time(fields, "at");
    }

    /** Returns the number of the look. */
    public int look() {
        return (int) Fields.number(Fields.map(fields.get("agent")), "look");
    }

    /** Returns the findings, worst first: at most 200. */
    public List<Finding> findings() {
        return Fields.rows(fields.get("findings")).stream().map(Finding::new).toList();
    }

    /** Returns the number of findings past those. */
    public int findingsLeftOut() {
        return (int) Fields.number(fields, "findingsLeftOut");
    }

    /**
     * Returns a number of threads.
     *
     * @param what {@code platform}, {@code virtual}, {@code running}, {@code waiting}, {@code idle}, {@code stuck},
     *     {@code leaked}, {@code deadlocked}, …
     */
    public int watched(String what) {
        return (int) Fields.number(Fields.map(fields.get("watched")), what);
    }

    /** Returns which kinds of threads are not seen in this JVM; empty if all are. */
    public List<Blind> blind() {
        return Fields.rows(fields.get("blind")).stream()
                .map(row -> new Blind(
                        Fields.text(row, "what"), (int) Fields.number(row, "threads"), Fields.text(row, "text")))
                .toList();
    }

    /** Returns what does not work in this JVM, a line each. */
    public List<String> problems() {
        return Fields.texts(fields.get("problems"));
    }

    /**
     * Threads of a kind that is not seen.
     *
     * @param what the kind in one word
     * @param threads their number; 0 if not known
     * @param text the reason
     */
    public record Blind(String what, int threads, String text) {}
}
