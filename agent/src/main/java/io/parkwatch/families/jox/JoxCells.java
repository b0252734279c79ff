// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jox;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.LibraryMethod;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
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
    private final LibraryField capacity;
    private final LibraryField sendSegment;
    private final LibraryField receiveSegment;
    private final LibraryField id;
    private final LibraryField data;
    private final LibraryField next;
    private final LibraryField thread;
    private final LibraryField answered;
    private final LibraryMethod isSender;
    private final LibraryField clauseSends;
    private final LibraryField select;
    private final LibraryField selectState;

    /** A thread in a cell. */
    record Waiter(Thread thread, Role role) {}

    JoxCells(Library library) throws ReflectiveOperationException {
        capacity = library.field(CHANNEL, "capacity");
        sendSegment = library.field(CHANNEL, "sendSegment");
        receiveSegment = library.field(CHANNEL, "receiveSegment");
        id = library.field(PACKAGE + "Segment", "id");
        data = library.field(PACKAGE + "Segment", "data");
        next = library.field(PACKAGE + "Segment", "next");
        thread = library.field(PACKAGE + "Continuation", "creatingThread");
        answered = library.field(PACKAGE + "Continuation", "data");
        isSender = Library.own(thread.owner(), "isSender", boolean.class);
        clauseSends = library.field(PACKAGE + "StoredSelectClause", "isSender");
        select = library.field(PACKAGE + "StoredSelectClause", "select");
        selectState = library.field(PACKAGE + "SelectInstance", "state");
    }

    /** Returns the threads that wait in a channel. */
    List<Waiter> read(Object channel) throws ReflectiveOperationException {
        List<Waiter> waiters = new ArrayList<>();
        Object send = sendSegment.get(channel);
        Object receive = receiveSegment.get(channel);
        Object at = (long) id.get(send) <= (long) id.get(receive) ? send : receive;
        for (int n = 0; data.isIn(at) && n < MOST_SEGMENTS; n++) {
            Object[] cells = (Object[]) data.get(at);
            for (int i = 0; i < cells.length; i++) {
                Object in = cell.getVolatile(cells, i);
                if (thread.isIn(in)) {
                    if (answered.get(in) == null) {
                        add((Thread) thread.get(in), (boolean) isSender.call(in), waiters);
                    }
                } else if (select.isIn(in)) {
                    Object of = select.get(in);
                    if (of != null && selectState.get(of) instanceof Thread waiter) {
                        add(waiter, (boolean) clauseSends.get(in), waiters);
                    }
                }
            }
            at = next.get(at);
        }
        return waiters;
    }

    private static void add(Thread thread, boolean sends, List<Waiter> to) {
        to.add(new Waiter(thread, sends ? Role.SENDER : Role.RECEIVER));
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
