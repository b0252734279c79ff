// SPDX-License-Identifier: Apache-2.0
package org.microhttp;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the class of microhttp 0.11, which keeps its port bound if it fails half-way or lacks the memory to close
 * it: then neither the agent nor another process could bind the port. This class has one connection loop and starts no
 * threads.
 */
public final class EventLoop implements Runnable {
    private final Options options;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Selector selector;
    private final ServerSocketChannel server;
    private final ConnectionEventLoop connections;
    private final Runnable answering;
    private final Selector ofConnections;
    /** Connections that may be open: the connection loop may end before it gets one, or without closing them. */
    private final Set<SocketChannel> accepted = ConcurrentHashMap.newKeySet();

    /** Creates a loop that listens. */
    public EventLoop(Options options, Logger logger, Handler handler) throws IOException {
        this.options = options;
        selector = Selector.open();
        ServerSocketChannel opened = null;
        try {
            opened = ServerSocketChannel.open();
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
            opened.bind(new InetSocketAddress(options.host(), options.port()), options.acceptLength());
            connections = new ConnectionEventLoop(options, logger, handler, new AtomicLong(), stop);
            answering = (Runnable) field(connections, "thread", Thread.class);
            ofConnections = (Selector) field(connections, "selector", Selector.class);
        } catch (Throwable e) {
            close(opened, selector);
            throw e;
        }
        server = opened;
    }

    /**
     * Reads a private field of the connection loop, which has no getters and does not accept another thread. Its own
     * thread is never started, since an interrupt by the program would make its selector spin.
     */
    private static Object field(ConnectionEventLoop of, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(ConnectionEventLoop.class, MethodHandles.lookup())
                    .findVarHandle(ConnectionEventLoop.class, name, type)
                    .get(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another microhttp", e);
        }
    }

    public int getPort() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Returns the work of the second thread, which reads and answers until it is stopped. */
    public Runnable answering() {
        return answering;
    }

    /** Accepts connections until it is stopped, and closes none. */
    @Override
    public void run() {
        try {
            while (!stop.get()) {
                selector.select(options.resolution().toMillis());
                Iterator<SelectionKey> selected = selector.selectedKeys().iterator();
                while (selected.hasNext()) {
                    selected.next();
                    selected.remove();
                    hand(server.accept());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            stop.set(true);
        }
    }

    private void hand(@Nullable SocketChannel connection) {
        if (connection == null) {
            return; // the client has already gone
        }
        try {
            accepted.removeIf(one -> !one.isOpen());
            accepted.add(connection);
            connections.register(connection);
        } catch (Throwable e) {
            quietly(connection);
            throw e;
        }
    }

    public void stop() {
        stop.set(true);
    }

    /**
     * Closes all channels, whichever threads have died. Returns false if that failed, as for lack of memory; another
     * call may succeed.
     */
    public boolean close() {
        stop.set(true);
        for (SocketChannel connection : accepted) {
            try {
                connection.shutdownOutput(); // the client sees the end even if a selector was not fully closed
            } catch (Throwable e) {
                // The connection is closed already.
            }
            quietly(connection);
        }
        quietly(ofConnections);
        return close(server, selector);
    }

    /**
     * Closes the server and its selector. The port of a registered channel is free only after its selector has
     * processed the close, and a close that fails for lack of memory cannot be repeated. So the key is cancelled first.
     */
    private static boolean close(@Nullable ServerSocketChannel server, Selector selector) {
        if (server == null) {
            quietly(selector);
            return true;
        }
        try {
            SelectionKey key = server.keyFor(selector);
            if (key != null && selector.isOpen()) {
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
