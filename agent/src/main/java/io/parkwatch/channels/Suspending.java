// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import java.util.List;
import java.util.function.Consumer;

/**
 * A family of channels whose waiters need hold no thread: they stand in cells of the channel, where the watcher reads
 * them.
 */
public interface Suspending {
    /** As messages name it. */
    String library();

    /**
     * A look begins to read channels: what came to be until now may be asked of. Returns those that it knows without a
     * hook.
     */
    default List<Object> begins() {
        return List.of();
    }

    /** The look has read all channels: what {@link #begins} gathered can go. */
    default void ends() {}

    /** Whether it can read this channel. Called once for each channel. */
    boolean owns(Object channel) throws ReflectiveOperationException;

    /**
     * Hands over who waits on a channel that it owns: oldest first, and those that waited at the last reading in the
     * same order.
     *
     * @throws ReflectiveOperationException if this release is not known
     */
    void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException;

    /** All that can be told of one that is stuck. Slow: asked once of each. */
    Suspended tell(Object channel, Suspension waiting) throws ReflectiveOperationException;

    /** Whether the hooks of resumptions tell of a channel that is used, not of the one that goes on. */
    default boolean tellsOfChannels() {
        return false;
    }

    /**
     * Whether a channel in which nobody waits is to be read all the same: somebody may begin to wait without a hook.
     */
    default boolean lasts(Object channel) {
        return false;
    }

    /** No channel is alive any more: lets go of the library's classes. */
    void forget();
}
