// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thread, as a look saw it.
 *
 * @param fields all that is known; newer agents know more
 */
public record WatchedThread(Map<String, Object> fields) {
    /**
     * Returns {@code stuck}; or of a thread that is not, {@code idle}, {@code old} (in an old wait that is no finding,
     * such as a sleep), {@code waiting}, {@code running} or {@code io}.
     */
    public String state() {
        return Fields.text(fields, "state");
    }

    /** Returns its id; 0 if it is a coroutine. */
    public long id() {
        return Fields.number(fields, "id");
    }

    /** Returns its name; empty if it has none. */
    public String name() {
        return Fields.text(fields, "name");
    }

    public boolean virtual() {
        return Fields.flag(fields, "virtual");
    }

    /** Returns the {@link Parkwatch#tag tag} of the thread that made it. */
    public Optional<String> tag() {
        return Fields.maybe(fields, "tag");
    }

    /** Returns the finding that it is stuck in. */
    public Optional<String> fingerprint() {
        return Fields.maybe(fields, "fingerprint");
    }

    /** Returns the role of a stuck one, as of its finding. */
    public String role() {
        return Fields.text(fields, "role");
    }

    /** Returns the verdict of a stuck one, as of its finding. */
    public String verdict() {
        return Fields.text(fields, "verdict");
    }

    /** Returns when the wait of a stuck one began: never too early. */
    public Instant since() {
        return Fields.time(fields, "since");
    }

    /** Returns how old the wait of a stuck one is. */
    public Duration age() {
        return Fields.seconds(fields, "seconds");
    }

    /** Returns the innermost frame of the program in a stuck one. */
    public String waitsAt() {
        return Fields.text(fields, "waitsAt");
    }

    /** Returns its frames, innermost first. */
    public List<String> stack() {
        return Fields.texts(fields.get("stack"));
    }

    /** Returns the frames of the thread that started it, innermost first; empty if not known. */
    public List<String> createdAt() {
        return Fields.texts(fields.get("createdAt"));
    }

    /** Returns where the task was made that a pool gave it; empty if not known. */
    public List<String> taskMadeAt() {
        return Fields.texts(fields.get("taskMadeAt"));
    }

    /**
     * Returns its number among the {@link Parkwatch#births} of threads or, if {@link #taskMadeAt} is known, that of its
     * task; -1 if not known.
     */
    public int number() {
        return fields.get("number") instanceof Integer number ? number : -1;
    }

    /** Reports whether it is the worker of a pool in the task that the pool started it for. */
    public boolean firstTask() {
        return Fields.flag(fields, "firstTask");
    }
}
