// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import org.jspecify.annotations.Nullable;

/** A wait whose channel is looked for, with the result. Must not outlive its look. */
public final class BlockedWait {
    private final Thread thread;
    private final @Nullable Object blocker;
    private final @Nullable Monitor monitor;
    private final Stack stack;

    /** The role by the family's own cells; null if they show none. */
    public @Nullable Role role;

    /** The operation by the family's own cells, as the program calls it; null if the frames decide. */
    public @Nullable String operation;

    /** Whether the thread only waits for a point in time. */
    public boolean sleeps;

    /** The channel; null if it was not found. */
    public @Nullable ObservedChannel channel;

    /** {@code monitor} is the monitor that the thread wants or waits on; null if there is none or it is not known. */
    public BlockedWait(Thread thread, @Nullable Object blocker, @Nullable Monitor monitor, Stack stack) {
        this.thread = thread;
        this.blocker = blocker;
        this.monitor = monitor;
        this.stack = stack;
    }

    public Thread thread() {
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
