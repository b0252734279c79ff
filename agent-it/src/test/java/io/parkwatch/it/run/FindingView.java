// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One finding of a report. Absent is null, or an empty list. */
public record FindingView(JsonObject json) {

    public @Nullable String text(String key) {
        return text(json, key);
    }

    public int count() {
        return json.get("count").getAsInt();
    }

    /** How many of its threads are proved. */
    public int leaked() {
        return json.get("leaked").getAsInt();
    }

    /** How many of its threads the collector took. */
    public int reclaimed() {
        return json.has("reclaimed") ? json.get("reclaimed").getAsInt() : 0;
    }

    /** Why its threads are not proved, the commonest reason; empty: none is told. */
    public String reason() {
        JsonArray reasons = json.has("notProved") ? json.getAsJsonArray("notProved") : new JsonArray();
        return reasons.isEmpty()
                ? ""
                : reasons.get(0).getAsJsonObject().get("reason").getAsString();
    }

    public double oldestSeconds() {
        return json.get("oldestSeconds").getAsDouble();
    }

    public JsonObject channel() {
        return json.has("channel") ? json.getAsJsonObject("channel") : new JsonObject();
    }

    public @Nullable String channel(String key) {
        return text(channel(), key);
    }

    public List<JsonObject> threads() {
        return json.getAsJsonArray("threads").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    public List<String> stack() {
        return texts(json, "stack");
    }

    public List<String> createdAt() {
        return texts(json, "createdAt");
    }

    public List<String> channelCreatedAt() {
        return texts(channel(), "createdAt");
    }

    /** The method that its threads wait at, a lambda's being that of its maker. */
    public String waitsAtMethod() {
        String text = text("waitsAt");
        return text == null ? "" : method(text);
    }

    /**
     * {@code com.acme.Search.lambda$first$0(Search.java:41)}: {@code first}. A function of Clojure's is a class:
     * {@code acme.search$first$fn__12.invoke}: {@code first}.
     */
    public static String method(String frame) {
        String name = frame.replaceFirst("\\(.*", "");
        String method = name.replaceFirst(".*\\.", "");
        if (method.matches("invoke(Static)?|doInvoke") && name.indexOf('$') >= 0) {
            return name.replaceFirst("^[^$]*\\$", "").replaceFirst("[$.].*", "");
        }
        return method.startsWith("lambda$")
                ? method.replaceFirst("lambda\\$", "").replaceFirst("\\$\\d+$", "")
                : method;
    }

    private static @Nullable String text(JsonObject of, String key) {
        return of.has(key) ? of.get(key).getAsString() : null;
    }

    private static List<String> texts(JsonObject of, String key) {
        JsonArray array = of.has(key) ? of.getAsJsonArray(key) : new JsonArray();
        return array.asList().stream().map(JsonElement::getAsString).toList();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
