// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A wait whose channel is looked for, and what was found. It holds the program's thread and blocker strongly, so it
 * lives no longer than the look that made it.
 */
public final class Blocked {
    private final Thread thread;
    private final @Nullable Object blocker;
    private final @Nullable Monitor monitor;
    private final Stack stack;

    /** What the family's own cells say; null: nothing. */
    public @Nullable Role role;

    /** The same of the operation, as the program calls it; null: the frames decide. */
    public @Nullable String operation;

    /** It only waits for a time to come. */
    public boolean sleeps;

    /** The channel; null: not found. */
    public @Nullable ChannelSeen channel;

    /** {@code monitor}: the one that it wants or waits on; null: none, or not known. */
    public Blocked(Thread thread, @Nullable Object blocker, @Nullable Monitor monitor, Stack stack) {
        this.thread = thread;
        this.blocker = blocker;
        this.monitor = monitor;
        this.stack = stack;
    }

    Thread thread() {
        return thread;
    }

    public @Nullable Object blocker() {
        return blocker;
    }

    public @Nullable Monitor monitor() {
        return monitor;
    }

    public Stack stack() {
        return stack;
    }
}
