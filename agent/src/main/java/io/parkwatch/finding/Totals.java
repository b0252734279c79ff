// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.EnumMap;
import java.util.Map;

/**
 * Counters since the agent started, which only grow. The maps contain every role.
 *
 * @param stuck waits that ever became stuck
 * @param leaked waits that were proved leaked
 * @param reclaimed threads that the collector took while they waited
 * @param threadTracesSkipped thread starts without a trace, because the budget was spent
 * @param channelTracesSkipped channel creations without a trace, for the same reason
 */
public record Totals(
        Map<Role, Long> stuck,
        Map<Role, Long> leaked,
        Map<Role, Long> reclaimed,
        long threadTracesSkipped,
        long channelTracesSkipped) {

    /** Returns a map with zero for every role. */
    public static Map<Role, Long> none() {
        Map<Role, Long> none = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            none.put(role, 0L);
        }
        return none;
    }
}
