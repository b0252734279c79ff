// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A finding of a report. Missing values are null or an empty list. */
public record FindingView(JsonObject json) {

    public @Nullable String text(String key) {
        return text(json, key);
    }

    public int count() {
        return json.get("count").getAsInt();
    }

    /** Returns the number of its proved threads. */
    public int leaked() {
        return json.get("leaked").getAsInt();
    }

    /** Returns the number of its threads that the collector reclaimed. */
    public int reclaimed() {
        return json.has("reclaimed") ? json.get("reclaimed").getAsInt() : 0;
    }

    /** Returns the commonest reason why its threads are not proved; empty if none is given. */
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

    /** Returns the method that its threads wait at. A lambda has the name of the method that contains it. */
    public String waitsAtMethod() {
        String text = text("waitsAt");
        return text == null ? "" : method(text);
    }

    /**
     * Returns {@code first} for {@code com.acme.Search.lambda$first$0(Search.java:41)}. A function of Clojure is a
     * class: {@code acme.search$first$fn__12.invoke} gives {@code first} too.
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
