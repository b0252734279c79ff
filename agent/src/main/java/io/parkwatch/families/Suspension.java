// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import io.parkwatch.finding.Role;
import org.jspecify.annotations.Nullable;

/**
 * A wait on a channel, mostly without a thread. It references the waiter, so it must not outlive the look.
 *
 * @param number distinguishes this wait from the next on the same channel, where the family counts its waits; 0 if
 *     {@code identity} does so
 * @param identity the same by an object that is created for each wait
 * @param role the role on this channel
 * @param operation as the program calls it
 * @param waiter the object by which the family identifies the waiter
 * @param shared one object for all channels that the same select waits on; null if it waits on this one alone
 * @param blocker the blocker of its thread, with which the wait is reported; null if it holds no thread
 */
public record Suspension(
        long number,
        @Nullable Object identity,
        Role role,
        String operation,
        Object waiter,
        @Nullable Object shared,
        @Nullable Object blocker) {

    /** The operation of a thread that only waits for a point in time. */
    public static final String SLEEP = "sleep";

    /** The operation of a coroutine that waits for a thread to run it. */
    public static final String DISPATCH = "dispatch";

    public Suspension(
            long number,
            @Nullable Object identity,
            Role role,
            String operation,
            Object waiter,
            @Nullable Object shared) {
        this(number, identity, role, operation, waiter, shared, null);
    }

    /** Returns the same wait, with its role over all of its channels. */
    public Suspension as(Role over) {
        return new Suspension(number, identity, over, operation, waiter, shared, blocker);
    }
}
