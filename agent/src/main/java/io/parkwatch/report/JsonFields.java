// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.finding.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Fields of the report as the contract writes them. */
final class JsonFields {
    private JsonFields() {}

    /** A name of the program's, cut to what a report takes; nothing for null or empty. */
    static void name(JsonWriter json, String name, @Nullable String value) {
        text(json, name, value == null ? null : Cut.name(value));
    }

    /** Writes nothing for null or empty. */
    static void text(JsonWriter json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.name(name).value(value);
        }
    }

    /** Rounded to 0.1; whole seconds without a fraction. */
    static void seconds(JsonWriter json, String name, double seconds) {
        long tenths = Math.round(seconds * 10);
        json.name(name).tenths(tenths);
    }
}
