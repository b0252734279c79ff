// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds one JSON value. A malformed one is an error whose message names the field and quotes the value. */
abstract class ValueBinding<T> extends TypeAdapter<T> {
    private final @Nullable T absent;

    /** Takes the value of a field that is absent or null. */
    ValueBinding(@Nullable T absent) {
        this.absent = absent;
    }

    /**
     * Binds a text, or a number or flag as it is written.
     *
     * @param wanted the noun of the error
     */
    static <T> ValueBinding<T> of(String wanted, Function<String, T> parse, @Nullable T absent) {
        return new ValueBinding<>(absent) {
            @Override
            @Nullable
            T read(JsonReader in, String path) {
                JsonElement value = JsonParser.parseReader(in);
                if (!value.isJsonPrimitive()) {
                    throw wrong(path, "one value", value);
                }
                String text = value.getAsString();
                try {
                    return parse.apply(text);
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    throw wrong(path, wanted, text.isEmpty() ? value : text);
                }
            }
        };
    }

    abstract @Nullable T read(JsonReader in, String path) throws IOException;

    @Override
    public final @Nullable T read(JsonReader in) throws IOException {
        String path = in.getPath();
        if (in.peek() == JsonToken.NULL && !isInList(path)) {
            in.nextNull();
            return absent;
        }
        return read(in, path);
    }

    @Override
    public final void write(JsonWriter out, @Nullable T value) {
        throw new UnsupportedOperationException("ReportJson writes reports");
    }

    static JsonParseException wrong(String path, String wanted, Object is) {
        return new JsonParseException("the report's " + field(path) + " is not " + wanted + ": " + is);
    }

    /** Turns Gson's {@code $.findings[2].count} into {@code findings[2].count}. */
    static String field(String path) {
        return path.substring("$.".length());
    }

    private static boolean isInList(String path) {
        return path.endsWith("]");
    }
}
