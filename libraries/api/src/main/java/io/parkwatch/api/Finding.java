// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stuck threads that wait for the same thing at the same place.
 *
 * @param fields all that is known, as in the JSON Schema of the report; newer releases know more
 */
public record Finding(Map<String, Object> fields) {
    /** Returns 16 hex digits, the same in every instance and after every restart. */
    public String fingerprint() {
        return Fields.text(fields, "fingerprint");
    }

    /** Returns {@code stuck}, {@code leaked}, {@code deadlocked} or {@code reclaimed}: the worst of its threads. */
    public String verdict() {
        return Fields.text(fields, "verdict");
    }

    /** Returns {@code sender}, {@code receiver}, {@code lock}, {@code waiter} or {@code carrier}. */
    public String role() {
        return Fields.text(fields, "role");
    }

    /** Returns what its threads do, such as {@code put}. */
    public String operation() {
        return Fields.text(fields, "operation");
    }

    /** Returns the sentence that says what was seen. */
    public String summary() {
        return Fields.text(fields, "summary");
    }

    /** Returns what to do. */
    public String advice() {
        return Fields.text(fields, "advice");
    }

    /** Returns the number of its threads. */
    public int count() {
        return (int) Fields.number(fields, "count");
    }

    /** Returns how many of them are proved leaked. */
    public int leaked() {
        return (int) Fields.number(fields, "leaked");
    }

    /** Returns how many of them are proved deadlocked by their holders. */
    public int deadlocked() {
        return (int) Fields.number(fields, "deadlocked");
    }

    /** Returns how many of them the garbage collector took while they waited. */
    public int reclaimed() {
        return (int) Fields.number(fields, "reclaimed");
    }

    /** Returns its oldest threads; all of them if it comes from {@link Parkwatch#lookNow}, each with its places. */
    public List<WatchedThread> threads() {
        return Fields.rows(fields.get("threads")).stream()
                .map(WatchedThread::new)
                .toList();
    }

    /** Returns the age of its oldest wait. */
    public Duration oldest() {
        return Fields.seconds(fields, "oldestSeconds");
    }

    /** Returns when the oldest known wait began. */
    public Instant since() {
        return Fields.time(fields, "firstSeen");
    }

    /** Returns the innermost frame of the program. */
    public String waitsAt() {
        return Fields.text(fields, "waitsAt");
    }

    /** Returns the class of what its threads wait on. */
    public Optional<String> channelType() {
        return Fields.maybe(Fields.map(fields.get("channel")), "type");
    }

    /** Returns the thread that must act for the oldest wait to end. */
    public Optional<Holder> holder() {
        Map<String, Object> holder = Fields.map(fields.get("holder"));
        return holder.isEmpty() ? Optional.empty() : Optional.of(new Holder(holder));
    }

    /** Returns the fingerprint of the finding that this one is a consequence of. */
    public Optional<String> root() {
        return Fields.maybe(fields, "root");
    }

    /** Returns the number of threads in findings that are consequences of this one. */
    public int behind() {
        return (int) Fields.number(fields, "behind");
    }

    /** Returns the frames that its threads have in common, innermost first. */
    public List<String> stack() {
        return Fields.texts(fields.get("stack"));
    }

    /** Returns where most of its threads were created, innermost frame first; empty if not known. */
    public List<String> createdAt() {
        return Fields.texts(fields.get("createdAt"));
    }
}
