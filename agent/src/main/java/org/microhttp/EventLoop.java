// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the class of microhttp 0.11, which starts threads of its own, limits nothing, and keeps its port bound if it
 * fails half-way or lacks the memory to close it: then neither the agent nor another process could bind the port. This
 * class runs microhttp's connection loop in the caller's thread, which also accepts.
 */
public final class EventLoop implements Handler {
    public static final int MOST_OPEN = 128;
    /** The most answers, of up to 1 MB each, that wait for slow readers: they take up the program's heap. */
    public static final int MOST_ANSWERS = 16;

    private static final long MOST_NANOS = 60_000_000_000L;

    /** Far more than scrapes and pages need. A client that asks without a pause would cost half a core. */
    private static final int MOST_A_SECOND = 100;

    private static final long SECOND = 1_000_000_000L;
    private static final long PAUSE = 20_000_000L;
    private static final int BACKLOG = 50;

    private final AtomicBoolean stop = new AtomicBoolean();
    /** Connections that may be open: when the client last read, or was accepted, and how much it had read. */
    private final Map<SocketChannel, long[]> open = new ConcurrentHashMap<>();

    private final Answers answers;
    private final LongSupplier nanoTime;
    private final ConnectionEventLoop connections;
    private final MethodHandle work;
    private final Scheduler tasks;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final int port;
    private final Runnable acceptance = this::accept;
    private @Nullable VarHandle answer;
    private boolean begun;
    private long second;
    private int accepted;

    /** Makes the answers. It must not throw: that would end the loop. */
    public interface Answers {
        Response answer(Request request, EventLoop loop);
    }

    public EventLoop(InetSocketAddress address, Answers answers, LongSupplier nanoTime) throws IOException {
        this.answers = answers;
        this.nanoTime = nanoTime;
        second = nanoTime.getAsLong();
        server = ServerSocketChannel.open();
        Selector made = null;
        try {
            connections = new ConnectionEventLoop(options(), NoopLogger.instance(), this, new AtomicLong(), stop);
            // There are no getters. The connection loop is not run as a whole: it would close the selector first.
            MethodHandles.Lookup inside =
                    MethodHandles.privateLookupIn(ConnectionEventLoop.class, MethodHandles.lookup());
            made = (Selector) inside.findVarHandle(ConnectionEventLoop.class, "selector", Selector.class)
                    .get(connections);
            tasks = (Scheduler) inside.findVarHandle(ConnectionEventLoop.class, "timeoutQueue", Scheduler.class)
                    .get(connections);
            work = inside.findVirtual(ConnectionEventLoop.class, "doStart", MethodType.methodType(void.class));
            server.configureBlocking(false);
            server.register(made, SelectionKey.OP_ACCEPT);
            server.bind(address, BACKLOG);
            port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (ReflectiveOperationException e) {
            close(server, made);
            throw new IllegalStateException("another microhttp", e);
        } catch (Throwable e) {
            close(server, made);
            throw e;
        }
        selector = made;
    }

    private static Options options() {
        // It wakes up rarely, but often enough for time-outs.
        return new Options(
                "", 0, false, false, Duration.ofMillis(250), Duration.ofSeconds(5), 32 * 1024, 0, 8 * 1024, 1);
    }

    public int port() {
        return port;
    }

    /** Accepts, reads and answers until it is stopped or fails, and closes nothing. Runs once: it may fail anywhere. */
    public void run() throws Throwable {
        if (begun) {
            return;
        }
        begun = true;
        tasks.schedule(acceptance, Duration.ZERO);
        work.invokeExact(connections);
    }

    /** Accepts one connection. Runs in each turn of the loop, which a client that waits wakes up. */
    private void accept() {
        tasks.schedule(acceptance, Duration.ZERO);
        date();
        SocketChannel connection;
        try {
            connection = server.accept();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (connection == null) {
            return;
        }
        try {
            pace();
            if (hasRoom()) {
                open.put(connection, new long[] {nanoTime.getAsLong(), 0});
                connections.register(connection);
            } else {
                quietly(connection);
            }
        } catch (Throwable e) {
            quietly(connection);
            throw e;
        }
    }

    /** Dates the connections whose clients have read on since the last turn. */
    private void date() {
        for (SelectionKey key : selector.keys()) {
            long[] last = open.get(key.channel());
            if (last != null && key.isValid() && key.interestOps() == SelectionKey.OP_WRITE) {
                long written = written(key.attachment());
                if (written != last[1]) {
                    last[0] = nanoTime.getAsLong();
                    last[1] = written;
                }
            }
        }
    }

    /** Returns how much of its answer a connection has sent. There is no getter. */
    private int written(Object connection) {
        VarHandle known = answer;
        if (known == null) {
            Class<?> type = connection.getClass();
            try {
                known = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                        .findVarHandle(type, "writeBuffer", ByteBuffer.class);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("another microhttp", e);
            }
            answer = known;
        }
        ByteBuffer all = (ByteBuffer) known.get(connection);
        return all == null ? 0 : all.position();
    }

    /** Delays connections past the limit per second, and so all of them: this is the only thread. */
    private void pace() {
        long now = nanoTime.getAsLong();
        if (now - second >= SECOND) {
            second = now;
            accepted = 0;
        }
        accepted++;
        if (accepted > MOST_A_SECOND) {
            LockSupport.parkNanos(this, PAUSE);
        }
    }

    /** Reports whether one more connection may be open. If a limit is reached, closes those idle for a minute. */
    private boolean hasRoom() {
        for (Iterator<SocketChannel> all = open.keySet().iterator(); all.hasNext(); ) {
            if (!all.next().isOpen()) {
                all.remove();
            }
        }
        boolean room = open.size() < MOST_OPEN;
        if (!room || busy()) {
            long now = nanoTime.getAsLong();
            for (Map.Entry<SocketChannel, long[]> one : open.entrySet()) {
                if (now - one.getValue()[0] > MOST_NANOS) {
                    quietly(one.getKey());
                }
            }
        }
        return room;
    }

    /** Reports whether the limit of waiting answers is reached. Called by the loop's thread. */
    public boolean busy() {
        int waiting = 0;
        for (SelectionKey key : selector.keys()) {
            waiting += key.isValid() && key.interestOps() == SelectionKey.OP_WRITE ? 1 : 0;
        }
        return waiting >= MOST_ANSWERS;
    }

    @Override
    public void handle(Request request, Consumer<Response> reply) {
        reply.accept(answers.answer(request, this));
    }

    /** Makes {@link #run} return. */
    public void stop() {
        stop.set(true);
        selector.wakeup();
    }

    /**
     * Closes all channels, whatever its thread does. Returns false if that failed, as for lack of memory; another call
     * may succeed.
     */
    public boolean close() {
        stop();
        for (SocketChannel connection : open.keySet()) {
            try {
                connection.shutdownOutput(); // the client sees the end even if the selector was not fully closed
            } catch (Throwable e) {
                // The connection is closed already.
            }
            quietly(connection);
        }
        return close(server, selector);
    }

    /**
     * Closes the server and its selector. The port of a registered channel is free only after its selector has
     * processed the close, and a close that fails for lack of memory cannot be repeated. So the key is cancelled first.
     */
    private static boolean close(ServerSocketChannel server, @Nullable Selector selector) {
        try {
            SelectionKey key = server.keyFor(selector);
            if (key != null && selector != null && selector.isOpen()) {
                key.cancel();
                selector.selectNow();
            }
        } catch (Throwable e) {
            // Closing the selector also deregisters the channel.
        }
        if (!server.isRegistered()) {
            quietly(server);
        }
        quietly(selector);
        quietly(server);
        return !server.isOpen() && !server.isRegistered();
    }

    private static void quietly(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Throwable e) {
            // There may be no memory to close it. The next call may succeed.
        }
    }
}
