// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.families.Family;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A channel and its waiters at the last look, in the family's order. */
final class ChannelWaiters {
    final WeakReference<Object> channel;
    final Family family;

    /** Identity hash of the channel. */
    final int hash;

    @Nullable
    SuspensionEntry waits;

    List<Blockers.Stand> threads = List.of();

    /** When the channel was first seen without waiters; MAX_VALUE if it has some. */
    long emptySince = Long.MAX_VALUE;

    ChannelWaiters(WeakReference<Object> channel, int hash, Family family) {
        this.channel = channel;
        this.hash = hash;
        this.family = family;
    }
}
