// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One wait that is at least the threshold old, as the look saw it.
 *
 * @param timed the wait has a limit of its own
 * @param jdkThread a thread of the JDK's own (by its class or group)
 * @param fresh not observed before: it counts once
 * @param stack the wait's frames, innermost first
 * @param told what the family's own cells say of the role; null: the frames decide
 * @param channel the instance, where it was found
 * @param createdAt the raw creation stack of the thread; null: not known
 */
public record Observation(
        long threadId,
        String threadName,
        boolean virtual,
        boolean jdkThread,
        Instant since,
        double seconds,
        boolean atLeast,
        boolean timed,
        boolean fresh,
        Stack stack,
        @Nullable Role told,
        @Nullable ChannelSeen channel,
        @Nullable Stack createdAt) {}
