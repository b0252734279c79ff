// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON report, read as an outside reader would. */
public record Report(JsonObject json) {
    /** The report before the first look. */
    static final Report NONE = new Report(new JsonObject());

    /** Thrown if there is no report yet. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1;

        Missing(IOException cause) {
            super(cause);
        }
    }

    static Report read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new Missing(e);
        }
    }

    public static Report parse(String text) {
        return new Report(JsonParser.parseString(text).getAsJsonObject());
    }

    /** Returns when the look ended; empty before the first. */
    public String at() {
        return json.has("at") ? json.get("at").getAsString() : "";
    }

    public List<FindingView> findings() {
        return json.getAsJsonArray("findings").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(FindingView::new)
                .toList();
    }

    /** Returns the only finding whose threads wait at a method. */
    public FindingView finding(String method) {
        List<FindingView> there = findings().stream()
                .filter(finding -> finding.waitsAtMethod().equals(method))
                .toList();
        if (there.size() != 1) {
            throw new AssertionError("findings at " + method + ": " + there + " of " + findings());
        }
        return there.get(0);
    }

    /** Returns a count of {@code watched}. */
    public int watched(String what) {
        return json.getAsJsonObject("watched").get(what).getAsInt();
    }

    /** Returns the number of waiting coroutines; 0 if the program has none. */
    public int coroutines() {
        JsonObject watched = json.getAsJsonObject("watched");
        return watched.has("coroutines") ? watched.get("coroutines").getAsInt() : 0;
    }

    /** Returns the kinds of threads that are not aged, with the number of threads of each. */
    public Map<String, Integer> blind() {
        return counts("blind", "what");
    }

    /** Returns the numbers of old waits that were left out, by reason. */
    public Map<String, Integer> leftOut() {
        return counts("leftOut", "why");
    }

    private Map<String, Integer> counts(String rows, String name) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (json.has(rows)) {
            for (JsonElement row : json.getAsJsonArray(rows)) {
                JsonObject fields = row.getAsJsonObject();
                counts.put(fields.get(name).getAsString(), fields.get("threads").getAsInt());
            }
        }
        return counts;
    }

    public List<String> problems() {
        return json.getAsJsonArray("problems").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    /** Reports whether the {@code main} method waits without being a finding. */
    public boolean mainWaits() {
        return json.has("main");
    }

    /** Returns the wait of the {@code main} method. */
    public JsonObject main() {
        return json.getAsJsonObject("main");
    }
}
