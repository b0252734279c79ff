// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.parkwatch.finding.IsoTime;
import io.parkwatch.finding.JsonWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself, whatever its version: fields are only added.
 *
 * @param version of the agent
 * @param attached it came while the program ran
 * @param once it came for one report or one watch, and leaves when that is over or nobody reads
 * @param since when it began to watch
 * @param threshold as given, {@code 60s}
 * @param interval as given
 * @param watched how long it has looked, from the end of its first look; negative: it has not looked yet
 * @param toThreshold how much longer until a wait that it found can be stuck; zero: that time is over
 * @param unread waits past the threshold that the last look left for the next one
 * @param url its HTTP endpoint; null: none
 * @param proofs how many proofs have ended
 * @param proving what a proof does now, for people; empty: there is none
 * @param sinceLook how long ago its last look ended; negative: not known
 * @param pace the time between two looks now; zero: not known
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
    /** So many intervals may go by without a look, as {@code /metrics} has it. */
    private static final int MOST_INTERVALS = 5;

    /** Whether what the last look saw may be long over. */
    public boolean stale() {
        return !pace.isZero() && sinceLook.compareTo(pace.multipliedBy(MOST_INTERVALS)) > 0;
    }

    /** Whether the report is whole: whatever is stuck since the first look is in it. */
    public boolean settled() {
        return !watched.isNegative() && toThreshold.isZero() && unread == 0;
    }

    /** One line of JSON. */
    public String json() {
        StringWriter out = new StringWriter();
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("version").value(version);
        json.name("attached").value(attached);
        json.name("once").value(once);
        json.name("since").value(IsoTime.of(since));
        json.name("threshold").value(threshold);
        json.name("interval").value(interval);
        json.name("watchedMillis").value(watched.toMillis());
        // Rounded up: by a part of a millisecond too early, and the report would lack all that is about to be stuck.
        json.name("toThresholdMillis").value(toThreshold.plusNanos(999_999).toMillis());
        json.name("unread").value(unread);
        if (url != null) {
            json.name("url").value(url);
        }
        json.name("proofs").value(proofs);
        json.name("proving").value(proving);
        json.name("sinceLookMillis").value(sinceLook.isNegative() ? -1 : sinceLook.toMillis());
        json.name("paceMillis").value(pace.toMillis());
        json.endObject();
        return out.toString();
    }

    /** Reads {@link #json}; a {@code RuntimeException} says that it is none. */
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
                json.has("proofs") ? json.get("proofs").getAsInt() : 0,
                json.has("proving") ? json.get("proving").getAsString() : "",
                Duration.ofMillis(
                        json.has("sinceLookMillis")
                                ? json.get("sinceLookMillis").getAsLong()
                                : -1),
                Duration.ofMillis(
                        json.has("paceMillis") ? json.get("paceMillis").getAsLong() : 0));
    }
}
