// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import io.parkwatch.channels.Blocked;
import io.parkwatch.channels.Families;
import io.parkwatch.channels.Suspended;
import io.parkwatch.channels.Suspending;
import io.parkwatch.channels.Suspension;
import io.parkwatch.finding.ChannelSeen;
import io.parkwatch.finding.Role;
import io.parkwatch.seen.Registry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Threads that stand in channels whose waiters mostly hold none, by what they are parked by: an object that is made for each wait, so
 * that it tells the channel. Lives no longer than the look.
 */
final class Blockers {
    private final Families families;
    private final Registry registry;
    private final IdentityHashMap<Object, Stand> stands = new IdentityHashMap<>();

    Blockers(Families families, Registry registry) {
        this.families = families;
        this.registry = registry;
    }

    private record Stand(Suspending family, Object channel, Suspension waiting) {}

    /** A select stands in several channels: the first one is told, with the role over all of them. A time-out is none of them. */
    void add(Object blocker, Suspending family, Object channel, Suspension waiting) {
        stands.merge(blocker, new Stand(family, channel, waiting), Blockers::both);
    }

    private static Stand both(Stand one, Stand other) {
        if (sleeps(other)) {
            return one;
        }
        Role role = one.waiting.role();
        return sleeps(one)
                ? other
                : new Stand(
                        one.family,
                        one.channel,
                        role == other.waiting.role() ? one.waiting : one.waiting.as(Role.WAITER));
    }

    private static boolean sleeps(Stand stand) {
        return stand.waiting.operation().equals(Suspension.SLEEP);
    }

    /** Fills in role, operation and channel of the waits that are among them. */
    void find(List<Blocked> waits) {
        if (stands.isEmpty()) {
            return;
        }
        IdentityHashMap<Object, List<Blocked>> byChannel = new IdentityHashMap<>();
        for (Blocked wait : waits) {
            Object blocker = wait.blocker();
            Stand stand = blocker == null ? null : stands.get(blocker);
            if (stand == null) {
                continue;
            }
            wait.sleeps = sleeps(stand);
            Suspended is = wait.sleeps ? null : families.tell(stand.family, stand.channel, stand.waiting);
            if (is != null) {
                wait.role = is.role();
                wait.operation = stand.waiting.operation();
                wait.channel = is.channel();
                byChannel.computeIfAbsent(stand.channel, c -> new ArrayList<>()).add(wait);
            }
        }
        if (!byChannel.isEmpty()) {
            registry.forEachChannel((channel, birth) -> {
                for (Blocked wait : byChannel.getOrDefault(channel, List.of())) {
                    ChannelSeen seen = wait.channel;
                    wait.channel = seen == null ? null : seen.madeAt(registry.stack(birth));
                }
            });
        }
    }
}
