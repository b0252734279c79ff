// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads maps and lists of unknown content. A value that is missing or of another type is empty, 0 or false. */
final class Fields {
    private Fields() {}

    @SuppressWarnings("unchecked") // keys are strings wherever this is used
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static List<Map<String, Object>> rows(@Nullable Object value) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object row : list(value)) {
            rows.add(map(row));
        }
        return rows;
    }

    static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        for (Object text : list(value)) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }

    static String text(Map<String, Object> of, String key) {
        return of.get(key) instanceof String text ? text : "";
    }

    static Optional<String> maybe(Map<String, Object> of, String key) {
        return of.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    static boolean flag(Map<String, Object> of, String key) {
        return Boolean.TRUE.equals(of.get(key));
    }

    static long number(Map<String, Object> of, String key) {
        return of.get(key) instanceof Number number ? number.longValue() : 0;
    }

    static Duration seconds(Map<String, Object> of, String key) {
        double seconds = of.get(key) instanceof Number number ? number.doubleValue() : 0;
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    static Instant time(Map<String, Object> of, String key) {
        try {
            return Instant.parse(text(of, key));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
