// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.List;

/**
 * The operation that a thread waits in, as its stack shows it.
 *
 * @param name the method that the program called
 * @param type class of the channel, by its frames; empty if not known
 * @param frame index of the frame that shows it; frames further in are implementation details
 * @param around whether the type wraps channels of the JDK, as a queue of the program or an executor does: an instance
 *     that is found is then only a part of it
 */
public record Operation(Role role, String name, String type, int frame, boolean around) {
    /** The wait of a coroutine for a thread to run it. */
    public static final String DISPATCH = "dispatch";

    private static final String CONDITION = "Synchronizer$ConditionObject";

    /** Reports whether this is a wait for the end of a thread. */
    public boolean isJoin() {
        return type.equals("java.lang.Thread");
    }

    /** Reports whether this is a named method of a channel type of the program's own. */
    boolean isOwn(List<Frame> frames) {
        CustomFrame own = frame < frames.size() ? frames.get(frame).own() : null;
        return own != null && own.role() != null;
    }

    /**
     * Reports whether the channel that was found is only a part of the one waited on. It then gives the creation place,
     * but not the type and the capacity.
     */
    public boolean isAround(ObservedChannel seen) {
        // When the budget is spent, a queue's own condition may be known and the queue not.
        return !seen.own() && (around || (seen.type().endsWith(CONDITION) && !type.endsWith(CONDITION)));
    }
}
