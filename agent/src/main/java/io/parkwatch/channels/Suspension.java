// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.finding.Role;
import org.jspecify.annotations.Nullable;

/**
 * One that waits on a channel, mostly without a thread. Lives no longer than the look: it holds what waits.
 *
 * @param number tells this wait from the next of the same channel, where the family counts its waits; 0:
 *     {@code identity} does
 * @param identity the same by an object that is made for each wait
 * @param role what it does on this channel
 * @param operation as the program calls it
 * @param waiter what the family tells it by
 * @param shared one object for all channels that the same select waits on; null: it waits on this one alone
 * @param blocker what its thread is parked by: it is told with its thread; null: it holds none
 */
public record Suspension(
        long number,
        @Nullable Object identity,
        Role role,
        String operation,
        Object waiter,
        @Nullable Object shared,
        @Nullable Object blocker) {

    /** The operation of a thread that only waits for a time to come. */
    public static final String SLEEP = "sleep";

    /** The operation of one that waits for a thread to run it. */
    public static final String DISPATCH = "dispatch";

    /** One that holds no thread. */
    public Suspension(
            long number,
            @Nullable Object identity,
            Role role,
            String operation,
            Object waiter,
            @Nullable Object shared) {
        this(number, identity, role, operation, waiter, shared, null);
    }

    /** The same, with its role over all of its channels. */
    public Suspension as(Role over) {
        return new Suspension(number, identity, over, operation, waiter, shared, blocker);
    }
}
