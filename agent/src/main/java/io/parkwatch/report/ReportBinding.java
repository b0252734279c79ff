// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Problem;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds the JSON of a report to records whose components are named like its fields. Unknown fields are ignored. */
final class ReportBinding {
    private static final String SCHEMA = "1";

    private final Gson gson = new GsonBuilder()
            .registerTypeAdapterFactory(new RecordBinding())
            .registerTypeAdapter(String.class, ValueBinding.of("a text", text -> text, null))
            .registerTypeAdapter(boolean.class, ValueBinding.of("a flag", ReportBinding::flag, false))
            .registerTypeAdapter(int.class, ValueBinding.of("a count", Integer::valueOf, 0))
            .registerTypeAdapter(Integer.class, ValueBinding.of("a count", Integer::valueOf, null))
            .registerTypeAdapter(long.class, ValueBinding.of("a whole number", Long::valueOf, 0L))
            .registerTypeAdapter(double.class, ValueBinding.of("a number", Double::valueOf, 0.0))
            .registerTypeAdapter(Instant.class, ValueBinding.of("a date", Instant::parse, null))
            .registerTypeAdapter(Frame.class, ValueBinding.of("a frame", FrameReader::parse, null))
            .registerTypeAdapter(Problem.class, ValueBinding.of("a problem", text -> new Problem("", text), null))
            // A word of a newer agent reads as the one that claims the least.
            .registerTypeAdapter(Role.class, word(Role.values(), Role::word, Role.WAITER))
            .registerTypeAdapter(Verdict.class, word(Verdict.values(), Verdict::word, Verdict.STUCK))
            .registerTypeAdapter(Kind.class, word(Kind.values(), Kind::word, Kind.NONE))
            .create();

    /** The fields that a report of any schema has. */
    record Header(String schema, @Nullable Maker agent) {}

    record Maker(String version) {}

    /** Parses a whole report, and checks that it is of schema 1. */
    JsonObject parse(String text) throws ReportException {
        JsonElement root = root(text);
        if (!root.isJsonObject()) {
            throw ReportException.because("this is no report: not a JSON object");
        }
        JsonObject report = root.getAsJsonObject();
        Header header = bind(report, Header.class);
        if (!header.schema().equals(SCHEMA)) {
            throw ReportException.because(
                    "the report has schema " + header.schema() + ", and this is a reader of schema " + SCHEMA,
                    header.agent() == null ? "" : header.agent().version());
        }
        return report;
    }

    private static JsonElement root(String text) throws ReportException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT); // else a line printed by another program would pass as JSON
        try {
            JsonElement root = JsonParser.parseReader(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return root;
            }
        } catch (JsonParseException | IOException e) {
            // Gson's message is advice for programmers; the path below helps more.
        }
        throw ReportException.because("the report is no whole JSON: it breaks at " + reader.getPath());
    }

    /** Returns the record that the object is bound to. */
    <T> T bind(JsonObject json, Class<T> type) throws ReportException {
        try {
            return gson.fromJson(json, type);
        } catch (JsonParseException e) {
            throw ReportException.because(String.valueOf(e.getMessage()));
        }
    }

    private static boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(text);
    }

    private static <T> TypeAdapter<T> word(T[] known, Function<T, String> word, T other) {
        return ValueBinding.of(
                "a word",
                text -> {
                    for (T one : known) {
                        if (word.apply(one).equals(text)) {
                            return one;
                        }
                    }
                    return other;
                },
                null);
    }
}
