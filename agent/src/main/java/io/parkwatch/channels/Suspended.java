// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a family tells of one that waits and holds no thread. Lives no longer than the look.
 *
 * @param role over all of its channels
 * @param name empty: it has none
 * @param frames innermost first
 * @param channel without its place
 * @param on the object whose making is the channel's place
 * @param coroutine the object whose start the hooks saw, or whose making where that is the start; null: not known
 * @param starter the class whose code starts it; null: it may be anyone's
 * @param blocked the thread that waits for it to end; null: none, or not known
 * @param loop it is the library's own, which waits for as long as the program has nothing for it: idle
 * @param holder what leads to it, and to its channel, for as long as it waits; null: nothing, or not known
 * @param resumed what the hooks tell of as it goes on, by {@link Suspending#tellsOfChannels} its channel; null: it has
 *     gone on, or cannot be collected while it waits
 */
public record Suspended(
        Role role,
        String name,
        List<StackTraceElement> frames,
        ChannelSeen channel,
        Object on,
        @Nullable Object coroutine,
        @Nullable String starter,
        @Nullable Thread blocked,
        boolean loop,
        @Nullable Object holder,
        @Nullable Object resumed) {

    /** Whether it may have been started there: one that makes its object elsewhere is not known to have been. */
    public boolean mayStartAt(Stack place) {
        return starter == null
                || place.frames().stream().anyMatch(frame -> frame.className().equals(starter));
    }
}
