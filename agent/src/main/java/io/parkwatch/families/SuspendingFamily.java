// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import java.util.List;
import java.util.function.Consumer;

/**
 * A family of channels whose waiters need not hold a thread: they stand in cells of the channel, where the watcher
 * reads them.
 */
public interface SuspendingFamily {
    /** Returns the library's name for messages. */
    String library();

    /**
     * Starts a look's reading of channels: from now on the look may ask about whatever exists. Returns the channels
     * that the family knows without a hook.
     */
    default List<Object> begins() {
        return List.of();
    }

    /** Ends the look's reading of channels: the data that {@link #begins} gathered can be dropped. */
    default void ends() {}

    /** Reports whether the family can read this channel. Called once for each channel. */
    boolean owns(Object channel) throws ReflectiveOperationException;

    /**
     * Passes on the waiters of a channel that the family owns: oldest first, and those of the last reading in the same
     * order.
     *
     * @throws ReflectiveOperationException if this release is not known
     */
    void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException;

    /** Describes a waiter that is stuck, as fully as possible. Slow: called once for each. */
    SuspendedWaiter tell(Object channel, Suspension waiting) throws ReflectiveOperationException;

    /** Reports whether the hooks of resumptions report the channel that is used, not the waiter that is resumed. */
    default boolean tellsOfChannels() {
        return false;
    }

    /** Reports whether a channel without waiters is read all the same: a wait may begin there without a hook. */
    default boolean lasts(Object channel) {
        return false;
    }

    /** Drops the library's classes: no channel is alive any more. */
    void forget();
}
