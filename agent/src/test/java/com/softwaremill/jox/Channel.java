// SPDX-License-Identifier: Apache-2.0
package com.softwaremill.jox;

import org.jspecify.annotations.Nullable;

/** As much of jox as the reader reads, so that a test can write into the cells. */
@SuppressWarnings("UnusedVariable") // read by the reader
public final class Channel {
    private final int capacity;
    private final Segment sendSegment;
    private final Segment receiveSegment;

    /** {@code send} and {@code receive} are the segments that the next operation is in. */
    public Channel(int capacity, Segment send, Segment receive) {
        this.capacity = capacity;
        this.sendSegment = send;
        this.receiveSegment = receive;
    }

    /** Creates the continuation of a thread that waits, or of one that has its answer. */
    public static Object continuation(Thread thread, boolean sender, boolean answered) {
        return new Continuation(thread, sender, answered ? "done" : null);
    }

    /** Creates the clause of a select. Its state is the thread that waits, or something else if none does. */
    public static Object clause(Object state, boolean sender) {
        return new StoredSelectClause(new SelectInstance(state), sender);
    }

    /** A part of the chain of cells. */
    public static Segment segment(long id, @Nullable Segment next, Object... cells) {
        return new Segment(id, next, cells);
    }
}

@SuppressWarnings("UnusedVariable") // read by the reader
final class Continuation {
    private final Thread creatingThread;
    private final boolean sender;
    private final @Nullable Object data;

    Continuation(Thread thread, boolean sender, @Nullable Object data) {
        this.creatingThread = thread;
        this.sender = sender;
        this.data = data;
    }

    boolean isSender() {
        return sender;
    }
}

@SuppressWarnings("UnusedVariable") // read by the reader
final class StoredSelectClause {
    private final SelectInstance select;
    private final boolean isSender;

    StoredSelectClause(SelectInstance select, boolean sender) {
        this.select = select;
        this.isSender = sender;
    }
}

@SuppressWarnings("UnusedVariable") // read by the reader
final class SelectInstance {
    private final Object state;

    SelectInstance(Object state) {
        this.state = state;
    }
}
