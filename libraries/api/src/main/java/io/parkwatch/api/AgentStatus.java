// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import java.util.Map;
import java.util.Optional;

/**
 * The agent that watches this JVM.
 *
 * @param fields all that it says of itself; newer releases say more
 */
public record AgentStatus(Map<String, Object> fields) {
    public String version() {
        return Fields.text(fields, "version");
    }

    /** Returns how old a wait must be to count as stuck, such as {@code 60s}. */
    public String threshold() {
        return Fields.text(fields, "threshold");
    }

    /** Returns the time between two looks, such as {@code 5s}. */
    public String interval() {
        return Fields.text(fields, "interval");
    }

    /** Returns the number of the last look; 0 before the first. */
    public int look() {
        return (int) Fields.number(fields, "look");
    }

    /** Reports whether a look has ended within the last five intervals; an older one does not show the present. */
    public boolean fresh() {
        return Fields.flag(fields, "fresh");
    }

    /** Returns the address where the agent itself shows its findings and exports its metrics; empty if it does not. */
    public Optional<String> url() {
        return Fields.maybe(fields, "url");
    }
}
