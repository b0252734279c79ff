// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.births.Registry;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a thread to its channel, or from a channel to its waiters, which stand in cells of it and need hold no
 * thread; a family has one way or both. Throws if the release is not known. For the watcher's thread only.
 */
public interface Reader {
    /** Fills in role and channel of each wait where they can be found. */
    default void find(List<BlockedWait> waits, Registry registry) throws ReflectiveOperationException {}

    /** Returns the fields that this release lacks, as far as they were needed. Each costs only what it holds. */
    default List<String> missing() {
        return List.of();
    }

    /** Starts a look, which may ask about whatever exists. Returns the channels that are known without a hook. */
    default List<Object> begins() {
        return List.of();
    }

    /** Ends the look's reading: the data that {@link #begins} gathered can be dropped. */
    default void ends() {}

    /** Reports whether it can read the waiters of this channel. Called once for each channel. */
    default boolean owns(Object channel) throws ReflectiveOperationException {
        return false;
    }

    /** Passes on the waiters of a channel: oldest first, and those of the last reading in the same order. */
    default void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {}

    /** Describes a waiter that is stuck, as fully as possible. Slow: called once for each. */
    default SuspendedWaiter describe(Object channel, Suspension waiting) throws ReflectiveOperationException {
        throw new ReflectiveOperationException(
                "no release reads " + channel.getClass().getName());
    }

    /**
     * Returns the job for whose end a waiter waits. Null if there is none, and if the end of another job suffices too.
     */
    default @Nullable Object awaited(Object channel, Suspension waiting) throws ReflectiveOperationException {
        return null;
    }

    /** Returns the jobs that can't end before the waiter has gone on: its coroutine, and those whose child that is. */
    default List<Object> jobs(Object channel, Suspension waiting) throws ReflectiveOperationException {
        return List.of();
    }

    /** Reports whether a channel without waiters is read all the same: a wait may begin there without a hook. */
    default boolean lasts(Object channel) {
        return false;
    }

    /** Drops the library's classes: no channel is alive any more. */
    default void forget() {}
}
