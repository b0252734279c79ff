// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.util.Map;
import java.util.Optional;

/**
 * A thread that others wait for.
 *
 * @param fields all that is known, as in the JSON Schema of the report
 */
public record Holder(Map<String, Object> fields) {
    /** Returns its name; empty if it has none. */
    public String name() {
        return Fields.text(fields, "name");
    }

    /** Returns its id; 0 if it is a coroutine. */
    public long id() {
        return Fields.number(fields, "id");
    }

    /** Returns why others wait for it, such as {@code owner of the lock}. */
    public String how() {
        return Fields.text(fields, "how");
    }

    /** Returns {@code running}, {@code waiting}, {@code idle}, {@code stuck} or {@code ended}. */
    public Optional<String> state() {
        return Fields.maybe(fields, "state");
    }

    /** Returns the program's innermost frame in it. */
    public Optional<String> at() {
        return Fields.maybe(fields, "at");
    }

    /** Returns the finding that it is stuck in. */
    public Optional<String> fingerprint() {
        return Fields.maybe(fields, "fingerprint");
    }
}
