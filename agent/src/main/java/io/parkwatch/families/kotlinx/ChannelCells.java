// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.LibraryMethod;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cells of a channel. Those between the counts of sends and of receives hold the waiters that came too early. */
final class ChannelCells {
    final Class<?> type;
    private final LibraryField capacity;
    private final LibraryField sendSegment;
    private final LibraryField receiveSegment;
    private final LibraryMethod sends;
    private final LibraryMethod receives;
    private final Segments segments;

    ChannelCells(Library library, Waiters waiters) throws ReflectiveOperationException {
        String name = "kotlinx.coroutines.channels.BufferedChannel";
        capacity = library.field(name, "capacity");
        sendSegment = library.field(name, "sendSegment", "sendSegment$volatile");
        receiveSegment = library.field(name, "receiveSegment", "receiveSegment$volatile");
        type = capacity.owner();
        sends = Library.own(type, "getSendersCounter$kotlinx_coroutines_core", long.class);
        receives = Library.own(type, "getReceiversCounter$kotlinx_coroutines_core", long.class);
        segments =
                new Segments(library, waiters, library.field("kotlinx.coroutines.channels.ChannelSegment", "data"), 2);
    }

    void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
        long sent = (long) sends.call(channel);
        long received = (long) receives.call(channel);
        boolean sender = sent > received;
        if (sent == received || (sender && (int) capacity.get(channel) == Integer.MAX_VALUE)) {
            return;
        }
        segments.read(
                segments.first(sendSegment.get(channel), receiveSegment.get(channel)),
                Math.min(sent, received),
                Math.max(sent, received),
                sender ? Role.SENDER : Role.RECEIVER,
                sender ? "send" : "receive",
                to);
    }

    /** Leaves out the size, which counts cells of waiters that gave up, and is exact only if nobody waits for room. */
    ObservedChannel seen(Object channel) {
        int room = (int) capacity.get(channel);
        String name = channel.getClass().getName();
        if (room == 0) {
            return new ObservedChannel(name, Kind.RENDEZVOUS, 0, 0, null);
        }
        @Nullable Integer limit = room == Integer.MAX_VALUE ? null : (Integer) room;
        return new ObservedChannel(name, limit == null ? Kind.UNBOUNDED : Kind.BOUNDED, null, limit, null);
    }
}
