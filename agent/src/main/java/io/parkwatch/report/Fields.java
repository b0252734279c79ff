// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a report, with its path for messages. An optional field that is absent or null reads as empty, zero
 * or false. A field of another type than in the schema throws a {@link ReportException} that names it.
 */
final class Fields {
    private static final String SCHEMA = "1";

    private final JsonObject json;

    /** The prefix of a field's name: empty, or {@code findings[2].}. */
    private final String path;

    private Fields(JsonObject json, String path) {
        this.json = json;
        this.path = path;
    }

    /** Parses a whole report, and checks that it is of schema 1. */
    static Fields ofReport(String text) throws ReportException {
        JsonElement root = parse(text);
        if (!root.isJsonObject()) {
            throw ReportException.because("this is no report: not a JSON object");
        }
        Fields report = new Fields(root.getAsJsonObject(), "");
        String schema = report.required("schema");
        if (!schema.equals(SCHEMA)) {
            Fields agent = report.objectOrNull("agent");
            throw ReportException.because(
                    "the report has schema " + schema + ", and this is a reader of schema " + SCHEMA,
                    agent == null ? "" : agent.text("version"));
        }
        return report;
    }

    private static JsonElement parse(String text) throws ReportException {
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

    /** Returns the object as it was parsed. */
    JsonObject json() {
        return json;
    }

    String required(String name) throws ReportException {
        String text = text(name);
        if (text.isEmpty()) {
            throw ReportException.because("the report lacks " + path + name);
        }
        return text;
    }

    String text(String name) throws ReportException {
        String text = textOrNull(name);
        return text == null ? "" : text;
    }

    @Nullable
    String textOrNull(String name) throws ReportException {
        JsonElement value = value(name);
        return value == null ? null : text(value, name);
    }

    boolean flag(String name) throws ReportException {
        return text(name).equals("true");
    }

    int count(String name) throws ReportException {
        Integer count = countOrNull(name);
        return count == null ? 0 : count;
    }

    @Nullable
    Integer countOrNull(String name) throws ReportException {
        String text = textOrNull(name);
        try {
            return text == null ? null : (Integer) Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "a count", text);
        }
    }

    long number(String name) throws ReportException {
        String text = text(name);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "a whole number", text);
        }
    }

    double seconds(String name) throws ReportException {
        String text = text(name);
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "a number", text);
        }
    }

    /** Returns a required date. */
    Instant time(String name) throws ReportException {
        String text = required(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(name, "a date", text);
        }
    }

    /** Returns a required object. */
    Fields object(String name) throws ReportException {
        Fields object = objectOrNull(name);
        if (object == null) {
            throw ReportException.because("the report lacks " + path + name);
        }
        return object;
    }

    @Nullable
    Fields objectOrNull(String name) throws ReportException {
        JsonElement value = value(name);
        return value == null ? null : object(value, name);
    }

    List<Fields> objects(String name) throws ReportException {
        List<Fields> objects = new ArrayList<>();
        for (JsonElement element : array(name)) {
            objects.add(object(element, name + '[' + objects.size() + ']'));
        }
        return objects;
    }

    List<String> texts(String name) throws ReportException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(name)) {
            texts.add(text(element, name + '[' + texts.size() + ']'));
        }
        return texts;
    }

    private JsonArray array(String name) throws ReportException {
        JsonElement value = value(name);
        if (value == null) {
            return new JsonArray();
        }
        if (!value.isJsonArray()) {
            throw wrong(name, "a list", value);
        }
        return value.getAsJsonArray();
    }

    private @Nullable JsonElement value(String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? null : value;
    }

    private Fields object(JsonElement value, String name) throws ReportException {
        if (!value.isJsonObject()) {
            throw wrong(name, "an object", value);
        }
        return new Fields(value.getAsJsonObject(), path + name + '.');
    }

    /** Returns the text of a value; numbers and flags as they are written. */
    private String text(JsonElement value, String name) throws ReportException {
        if (value instanceof JsonPrimitive primitive) {
            return primitive.getAsString();
        }
        throw wrong(name, "one value", value);
    }

    private ReportException wrong(String name, String wanted, @Nullable Object is) {
        return ReportException.because("the report's " + path + name + " is not " + wanted + ": " + is);
    }
}
