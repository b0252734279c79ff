// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family's description of a waiter that holds no thread. Must not outlive the look.
 *
 * @param role over all of its channels
 * @param name empty if it has none
 * @param frames innermost first
 * @param channel without its place
 * @param on the object whose creation is the channel's place
 * @param coroutine the object whose start the hooks saw, or whose creation where that is the start; null if not known
 * @param starter the class whose code starts it; null if it may be any
 * @param blocked the thread that waits for it to end; null if there is none or it is not known
 * @param loop whether it is the library's own and waits for as long as the program has nothing for it: it is idle
 * @param holder the object that references it and its channel for as long as it waits; null if none or not known
 * @param resumed the object that the hooks report when it is resumed, or its channel if
 *     {@link Family#resumesByChannel}; null if it was resumed already, or can't be collected while it waits
 */
public record SuspendedWaiter(
        Role role,
        String name,
        List<StackTraceElement> frames,
        ObservedChannel channel,
        Object on,
        @Nullable Object coroutine,
        @Nullable String starter,
        @Nullable Thread blocked,
        boolean loop,
        @Nullable Object holder,
        @Nullable Object resumed) {

    /** Reports whether it may have been started at this place. If it makes its object elsewhere, this is not known. */
    public boolean mayStartAt(Stack place) {
        return starter == null
                || place.frames().stream().anyMatch(frame -> frame.className().equals(starter));
    }
}
