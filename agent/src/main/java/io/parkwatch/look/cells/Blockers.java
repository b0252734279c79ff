// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.cells;

import io.parkwatch.births.Registry;
import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait in channels whose waiters mostly hold no thread. They are found by their blocker, an object that is
 * created for each wait and so identifies the channel. Must not outlive the look.
 */
public final class Blockers {
    private final Registry registry;
    private final IdentityHashMap<Object, Place> places = new IdentityHashMap<>();

    Blockers(Registry registry) {
        this.registry = registry;
    }

    /**
     * A thread in a channel. Kept from look to look: the blocker is held weakly, as it may hold what the thread waits
     * for.
     *
     * @param channel null if the family could not identify it
     */
    record Stand(
            WeakReference<Object> blocker,
            Role role,
            String operation,
            @Nullable ObservedChannel channel) {}

    /** The same in this look, with the channel if it is still alive. */
    private record Place(Stand stand, Role role, @Nullable Object channel) {}

    /**
     * Adds a thread; returns false if it no longer waits. A select stands in several channels: the first one is
     * reported, with the role over all of them. A timeout does not count as one of them.
     */
    boolean add(Stand stand, @Nullable Object channel) {
        Object blocker = stand.blocker.get();
        if (blocker == null) {
            return false;
        }
        places.merge(blocker, new Place(stand, stand.role, channel), Blockers::both);
        return true;
    }

    private static Place both(Place one, Place other) {
        if (sleeps(other)) {
            return one;
        }
        return sleeps(one) ? other : new Place(one.stand, one.role == other.role ? one.role : Role.WAITER, one.channel);
    }

    private static boolean sleeps(Place one) {
        return one.stand.operation.equals(Suspension.SLEEP);
    }

    /** Fills in role, operation and channel of the waits that are in such channels. */
    public void find(List<BlockedWait> waits) {
        if (places.isEmpty()) {
            return;
        }
        IdentityHashMap<Object, List<BlockedWait>> byChannel = new IdentityHashMap<>();
        for (BlockedWait wait : waits) {
            Object blocker = wait.blocker();
            Place found = blocker == null ? null : places.get(blocker);
            if (found == null) {
                continue;
            }
            wait.sleeps = sleeps(found);
            if (!wait.sleeps && found.stand.channel != null) {
                wait.role = found.role;
                wait.operation = found.stand.operation;
                wait.channel = found.stand.channel;
                if (found.channel != null) {
                    byChannel
                            .computeIfAbsent(found.channel, c -> new ArrayList<>())
                            .add(wait);
                }
            }
        }
        if (!byChannel.isEmpty()) {
            registry.forEachChannel((channel, birth) -> {
                for (BlockedWait wait : byChannel.getOrDefault(channel, List.of())) {
                    ObservedChannel told = wait.channel;
                    wait.channel = told == null ? null : told.madeAt(registry.stack(birth));
                }
            });
        }
    }
}
