// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
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

/** The channels of {@code timeout} that have not closed: a thread or go block that takes from one sleeps. */
final class Timeouts {
    private static final String NAMESPACE = "clojure.core.async.impl.timers";

    private final Vars vars;
    private final Object map;
    private final Object queue;
    private final VarHandle heap;
    private final LibraryField channelOf;
    private final Set<Object> channels = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable Set<Integer> woken;

    Timeouts(Library library, Vars vars) throws ReflectiveOperationException {
        this.vars = vars;
        map = vars.find(NAMESPACE, "timeouts-map");
        queue = vars.find(NAMESPACE, "timeouts-queue");
        heap = Library.field(DelayQueue.class, "q");
        channelOf = library.field(NAMESPACE + ".TimeoutQueueEntry", "channel");
    }

    /**
     * Reads the present channels. If two are made for the same millisecond at once, the map holds only the later one,
     * so the queue is read as well. It is read without its lock: an element that is being moved may be missed.
     */
    void read() {
        woken = null;
        channels.addAll(now());
    }

    /** Returns the channels that exist now, without changing what {@link #read} has read. */
    Set<Object> now() {
        Set<Object> now = Collections.newSetFromMap(new IdentityHashMap<>());
        if (vars.value(map) instanceof ConcurrentSkipListMap<?, ?> all) {
            add(all.values(), now);
        }
        if (vars.value(queue) instanceof DelayQueue<?> all && heap.get(all) instanceof PriorityQueue<?> elements) {
            for (Object entry : elements.toArray()) {
                add(entry, now);
            }
        }
        return now;
    }

    private void add(Collection<?> entries, Set<Object> to) {
        for (Object entry : entries) {
            add(entry, to);
        }
    }

    private void add(@Nullable Object entry, Set<Object> to) {
        if (channelOf.isIn(entry)) {
            to.add(channelOf.get(entry));
        }
    }

    /** Returns the identity hashes of the selects that a timeout will end; null if not determined in this look. */
    @Nullable
    Set<Integer> woken() {
        return woken;
    }

    void woken(Set<Integer> all) {
        woken = all;
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
