// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.text.IsoTime;
import io.parkwatch.text.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The status of an agent, of any version: fields are only added.
 *
 * @param once whether it was attached for one report or one watch, and leaves when that is over or nobody reads
 * @param since when it began to watch
 * @param threshold as given, such as {@code 60s}; so is the interval
 * @param watched how long it has looked, from the end of its first look; negative before that
 * @param toThreshold how much longer until a wait that it found can be stuck; zero once that time is over
 * @param unread waits past the threshold that the last look left for the next one
 * @param url its HTTP endpoint; null if it has none
 * @param proofs how many proofs have ended
 * @param proving what a proof is doing, for people to read; empty if none is running
 * @param sinceLook how long ago its last look ended; negative if not known
 * @param pace the current time between two looks; zero if not known
 */
public record Status(
        String version,
        boolean attached,
        boolean once,
        Instant since,
        String threshold,
        String interval,
        Duration watched,
        Duration toThreshold,
        int unread,
        @Nullable String url,
        int proofs,
        String proving,
        Duration sinceLook,
        Duration pace) {
    /** Intervals without a look after which the status is stale, as in {@code /metrics}. */
    private static final int MOST_INTERVALS = 5;

    public boolean stale() {
        return !pace.isZero() && sinceLook.compareTo(pace.multipliedBy(MOST_INTERVALS)) > 0;
    }

    /** Reports whether the report is complete: it contains all that has been stuck since the first look. */
    public boolean settled() {
        return !watched.isNegative() && toThreshold.isZero() && unread == 0;
    }

    public String json() {
        StringBuilder out = new StringBuilder();
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("version").value(version);
        json.name("attached").value(attached);
        json.name("once").value(once);
        json.name("since").value(IsoTime.of(since));
        json.name("threshold").value(threshold);
        json.name("interval").value(interval);
        json.name("watchedMillis").value(watched.toMillis());
        // Rounded up: a fraction of a millisecond too early, the report would lack all that is about to be stuck.
        json.name("toThresholdMillis").value(toThreshold.plusNanos(999_999).toMillis());
        json.name("unread").value(unread);
        json.text("url", url);
        json.name("proofs").value(proofs);
        json.name("proving").value(proving);
        json.name("sinceLookMillis").value(sinceLook.isNegative() ? -1 : sinceLook.toMillis());
        json.name("paceMillis").value(pace.toMillis());
        json.endObject();
        return out.toString();
    }

    /** Reads the text of {@link #json}; throws a {@code RuntimeException} if it is something else. */
    public static Status parse(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        return new Status(
                json.get("version").getAsString(),
                json.get("attached").getAsBoolean(),
                json.get("once").getAsBoolean(),
                Instant.parse(json.get("since").getAsString()),
                json.get("threshold").getAsString(),
                json.get("interval").getAsString(),
                Duration.ofMillis(json.get("watchedMillis").getAsLong()),
                Duration.ofMillis(json.get("toThresholdMillis").getAsLong()),
                json.get("unread").getAsInt(),
                json.has("url") ? json.get("url").getAsString() : null,
                (int) number(json, "proofs", 0),
                json.has("proving") ? json.get("proving").getAsString() : "",
                Duration.ofMillis(number(json, "sinceLookMillis", -1)),
                Duration.ofMillis(number(json, "paceMillis", 0)));
    }

    /** Returns a number that older agents do not report. */
    private static long number(JsonObject json, String name, long missing) {
        return json.has(name) ? json.get(name).getAsLong() : missing;
    }
}
