// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import io.parkwatch.finding.Role;
import org.jspecify.annotations.Nullable;

/**
 * One that waits on a channel and holds no thread. Lives no longer than the look: it holds what waits.
 *
 * @param number tells this wait from the next of the same channel, where the family counts its waits; 0: {@code identity} does
 * @param identity the same by an object that is made for each wait
 * @param role what it does on this channel
 * @param operation as the program calls it
 * @param waiter what the family tells it by
 * @param shared one object for all channels that the same select waits on; null: it waits on this one alone
 */
public record Suspension(
        long number,
        @Nullable Object identity,
        Role role,
        String operation,
        Object waiter,
        @Nullable Object shared) {}
