// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels.coreasync;

import io.parkwatch.channels.Library;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.DelayQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The channels that {@code timeout} has made and that will close when their time has come: who takes from one sleeps. */
final class Timeouts {
    private static final String NAMESPACE = "clojure.core.async.impl.timers";

    private final Object map;
    private final Object queue;
    private final VarHandle root;
    private final VarHandle heap;
    private final Class<?> entryType;
    private final VarHandle channelOf;
    private final Set<Object> channels = Collections.newSetFromMap(new IdentityHashMap<>());

    Timeouts(Library library) throws ReflectiveOperationException {
        map = variable(library, "timeouts-map");
        queue = variable(library, "timeouts-queue");
        root = Library.field(map.getClass(), "root");
        heap = Library.field(DelayQueue.class, "q");
        entryType = library.type(NAMESPACE + ".TimeoutQueueEntry");
        channelOf = Library.field(entryType, "channel");
    }

    private static Object variable(Library library, String name) throws ReflectiveOperationException {
        Class<?> symbol = library.type("clojure.lang.Symbol");
        Class<?> variable = library.type("clojure.lang.Var");
        MethodHandle named = MethodHandles.publicLookup()
                .findStatic(symbol, "intern", MethodType.methodType(symbol, String.class, String.class));
        MethodHandle find =
                MethodHandles.publicLookup().findStatic(variable, "find", MethodType.methodType(variable, symbol));
        Object found;
        try {
            found = find.invoke(named.invoke(NAMESPACE, name));
        } catch (Throwable t) {
            throw Library.failed(t);
        }
        if (found == null) {
            throw new NoSuchFieldException(NAMESPACE + '/' + name);
        }
        return found;
    }

    /**
     * Looks which there are. Of two that are made for the same millisecond at once the map holds the later one alone, so the queue is read
     * as well, without its lock: an element that is being moved may be missed there.
     */
    void read() {
        if (root.getVolatile(map) instanceof ConcurrentSkipListMap<?, ?> all) {
            add(all.values());
        }
        if (root.getVolatile(queue) instanceof DelayQueue<?> all
                && heap.get(all) instanceof PriorityQueue<?> elements) {
            for (Object entry : elements.toArray()) {
                add(entry);
            }
        }
    }

    private void add(Collection<?> entries) {
        for (Object entry : entries) {
            add(entry);
        }
    }

    private void add(@Nullable Object entry) {
        if (entryType.isInstance(entry)) {
            channels.add(channelOf.get(entry));
        }
    }

    void forEach(Consumer<Object> to) {
        channels.forEach(to);
    }

    boolean contains(Object channel) {
        return channels.contains(channel);
    }

    void forget() {
        channels.clear();
    }
}
