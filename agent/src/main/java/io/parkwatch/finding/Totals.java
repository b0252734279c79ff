// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.EnumMap;
import java.util.Map;

/**
 * What only grows, since the agent came. Maps hold every role.
 *
 * @param stuck waits that ever became stuck
 * @param leaked waits proved
 * @param reclaimed threads that the collector took while they waited
 * @param threadTracesSkipped thread starts without a trace, the budget being spent
 * @param channelTracesSkipped channel creations without a trace
 */
public record Totals(
        Map<Role, Long> stuck,
        Map<Role, Long> leaked,
        Map<Role, Long> reclaimed,
        long threadTracesSkipped,
        long channelTracesSkipped) {

    /** Nothing of any role yet. */
    public static Map<Role, Long> none() {
        Map<Role, Long> none = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            none.put(role, 0L);
        }
        return none;
    }
}
