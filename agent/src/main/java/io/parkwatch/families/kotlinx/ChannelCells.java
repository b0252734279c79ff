// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a channel. They are numbered from its creation on and never used twice. The cells between the counts of
 * sends and of receives hold the waiters that came too early.
 */
final class ChannelCells {
    /** The maximum number of cells read per channel and look. A longer queue is read up to here. */
    private static final long MOST = 1_000_000;

    final Class<?> type;
    private final VarHandle capacity;
    private final VarHandle sendSegment;
    private final VarHandle receiveSegment;
    private final MethodHandle sends;
    private final MethodHandle receives;
    private final Class<?> segmentType;
    private final VarHandle data;
    private final VarHandle id;
    private final VarHandle next;
    private final Waiters waiters;

    ChannelCells(Library library, Waiters waiters) throws ReflectiveOperationException {
        this.waiters = waiters;
        type = library.type("kotlinx.coroutines.channels.BufferedChannel");
        capacity = Library.field(type, "capacity");
        sendSegment = Library.field(type, "sendSegment", "sendSegment$volatile");
        receiveSegment = Library.field(type, "receiveSegment", "receiveSegment$volatile");
        sends = Library.own(type, "getSendersCounter$kotlinx_coroutines_core", long.class);
        receives = Library.own(type, "getReceiversCounter$kotlinx_coroutines_core", long.class);
        segmentType = library.type("kotlinx.coroutines.channels.ChannelSegment");
        data = Library.field(segmentType, "data");
        id = Library.field(library.type("kotlinx.coroutines.internal.Segment"), "id");
        next = Library.field(
                library.type("kotlinx.coroutines.internal.ConcurrentLinkedListNode"), "_next", "_next$volatile");
    }

    void read(Object channel, Consumer<Suspension> to) throws ReflectiveOperationException {
        long sent = count(sends, channel);
        long received = count(receives, channel);
        boolean sender = sent > received;
        if (sent == received || (sender && (int) capacity.get(channel) == Integer.MAX_VALUE)) {
            return;
        }
        long from = Math.min(sent, received);
        long until = Math.min(Math.max(sent, received), from + MOST);
        Object one = sendSegment.getVolatile(channel);
        Object other = receiveSegment.getVolatile(channel);
        Object segment = (long) id.get(one) <= (long) id.get(other) ? one : other;
        while (segmentType.isInstance(segment)) {
            AtomicReferenceArray<?> cells = (AtomicReferenceArray<?>) data.get(segment);
            int size = cells.length() / 2;
            long first = (long) id.get(segment) * size;
            if (first >= until) {
                return;
            }
            for (int i = (int) Math.max(0, from - first); i < size && first + i < until; i++) {
                Object waiter = waiters.inCell(cells.get(2 * i + 1));
                if (waiter != null) {
                    to.accept(suspension(first + i, sender, waiter));
                }
            }
            segment = next.getVolatile(segment);
        }
    }

    private Suspension suspension(long cell, boolean sender, Object waiter) {
        boolean select = waiters.isSelect(waiter);
        return new Suspension(
                cell + 1,
                null,
                sender ? Role.SENDER : Role.RECEIVER,
                select ? "select" : sender ? "send" : "receive",
                waiter,
                select ? waiter : null);
    }

    private static long count(MethodHandle counter, Object channel) throws ReflectiveOperationException {
        try {
            return (long) counter.invokeExact(channel);
        } catch (Throwable t) {
            throw Library.failed(t);
        }
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
