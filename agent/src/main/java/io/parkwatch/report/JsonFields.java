// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import io.parkwatch.text.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Writes fields of the report in the form of the contract: what is not known is absent. */
final class JsonFields {
    private JsonFields() {}

    /** Writes a name from the program, cut to the limit of a report. Writes nothing for null or empty. */
    static void name(JsonWriter json, String name, @Nullable String value) {
        text(json, name, value == null ? null : Limits.name(value));
    }

    /** Writes nothing for null or empty. */
    static void text(JsonWriter json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.name(name).value(value);
        }
    }

    /** Writes nothing for null. */
    static void number(JsonWriter json, String name, @Nullable Integer value) {
        if (value != null) {
            json.name(name).value(value);
        }
    }

    /** Writes nothing for 0. */
    static void positive(JsonWriter json, String name, long value) {
        if (value > 0) {
            json.name(name).value(value);
        }
    }

    /** Writes nothing for false. */
    static void flag(JsonWriter json, String name, boolean value) {
        if (value) {
            json.name(name).value(true);
        }
    }

    /** Writes seconds rounded to 0.1; whole seconds have no fraction. */
    static void seconds(JsonWriter json, String name, double seconds) {
        json.name(name).tenths(Math.round(seconds * 10));
    }
}
