// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import io.parkwatch.families.Library;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/** The cells of channels of one loaded jox. */
final class JoxCells {
    static final String CHANNEL = "com.softwaremill.jox.Channel";

    private static final String PACKAGE = "com.softwaremill.jox.";

    /** The maximum number of segments read per channel; a chain is as long as its queue. */
    private static final int MOST_SEGMENTS = 100_000;

    private final VarHandle cell = MethodHandles.arrayElementVarHandle(Object[].class);
    private final VarHandle capacity;
    private final VarHandle sendSegment;
    private final VarHandle receiveSegment;
    private final Class<?> segment;
    private final VarHandle id;
    private final VarHandle data;
    private final VarHandle next;
    private final Class<?> continuation;
    private final VarHandle thread;
    private final VarHandle answered;
    private final MethodHandle isSender;
    private final Class<?> clause;
    private final VarHandle clauseSends;
    private final VarHandle select;
    private final VarHandle selectState;

    /** A thread in a cell. */
    record Waiter(Thread thread, Role role) {}

    JoxCells(Library library) throws ReflectiveOperationException {
        Class<?> channel = library.type(CHANNEL);
        capacity = Library.field(channel, "capacity");
        sendSegment = Library.field(channel, "sendSegment");
        receiveSegment = Library.field(channel, "receiveSegment");
        segment = library.type(PACKAGE + "Segment");
        id = Library.field(segment, "id");
        data = Library.field(segment, "data");
        next = Library.field(segment, "next");
        continuation = library.type(PACKAGE + "Continuation");
        thread = Library.field(continuation, "creatingThread");
        answered = Library.field(continuation, "data");
        isSender = Library.own(continuation, "isSender", boolean.class);
        clause = library.type(PACKAGE + "StoredSelectClause");
        clauseSends = Library.field(clause, "isSender");
        select = Library.field(clause, "select");
        selectState = Library.field(library.type(PACKAGE + "SelectInstance"), "state");
    }

    /** Returns the threads that wait in a channel. */
    List<Waiter> read(Object channel) throws ReflectiveOperationException {
        List<Waiter> waiters = new ArrayList<>();
        Object send = sendSegment.getVolatile(channel);
        Object receive = receiveSegment.getVolatile(channel);
        Object at = (long) id.get(send) <= (long) id.get(receive) ? send : receive;
        for (int n = 0; segment.isInstance(at) && n < MOST_SEGMENTS; n++) {
            Object[] cells = (Object[]) data.get(at);
            for (int i = 0; i < cells.length; i++) {
                Object in = cell.getVolatile(cells, i);
                if (continuation.isInstance(in)) {
                    if (answered.getVolatile(in) == null) {
                        add((Thread) thread.get(in), isSender(in), waiters);
                    }
                } else if (clause.isInstance(in)) {
                    Object of = select.get(in);
                    if (of != null && selectState.getVolatile(of) instanceof Thread waiter) {
                        add(waiter, (boolean) clauseSends.get(in), waiters);
                    }
                }
            }
            at = next.getVolatile(at);
        }
        return waiters;
    }

    private static void add(Thread thread, boolean sends, List<Waiter> to) {
        to.add(new Waiter(thread, sends ? Role.SENDER : Role.RECEIVER));
    }

    private boolean isSender(Object in) throws ReflectiveOperationException {
        try {
            return (boolean) isSender.invokeExact(in);
        } catch (Throwable t) {
            throw Library.failed(t);
        }
    }

    /** Describes a channel, without its size: that is not exact. */
    ObservedChannel describe(Object channel) {
        int room = (int) capacity.get(channel);
        if (room == 0) {
            return new ObservedChannel(CHANNEL, Kind.RENDEZVOUS, 0, 0, null);
        }
        return room < 0
                ? new ObservedChannel(CHANNEL, Kind.UNBOUNDED, null, null, null)
                : new ObservedChannel(CHANNEL, Kind.BOUNDED, null, room, null);
    }
}
