// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.detect;

import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Own;
import io.parkwatch.finding.Role;
import java.util.List;

/**
 * What a stack says of its wait.
 *
 * @param name the method that the program called
 * @param type class of the channel, by its frames; empty: not known
 * @param frame index of the frame that says so: what lies inside is plumbing
 * @param around the type stands around channels of the JDK's (a queue of the program's own, an executor): an instance
 *     that is found is only a part of it
 */
public record Operation(Role role, String name, String type, int frame, boolean around) {
    /** A coroutine waits for a thread to run it. */
    static final String DISPATCH = "dispatch";

    private static final String CONDITION = "Synchronizer$ConditionObject";

    /** Whether it is a named method of a channel type of the program's own. */
    boolean isOwn(List<Frame> frames) {
        Own own = frame < frames.size() ? frames.get(frame).own() : null;
        return own != null && own.role() != null;
    }

    /**
     * Whether a channel that was found is only a part of what is waited on: it tells the place, not the type and the
     * room.
     */
    boolean isAround(ChannelSeen seen) {
        // Past the budget a queue's own lock may be known where the queue is not.
        return !seen.own() && (around || (seen.type().endsWith(CONDITION) && !type.endsWith(CONDITION)));
    }
}
