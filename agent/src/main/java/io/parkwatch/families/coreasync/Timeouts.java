// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.DelayQueue;

/** The channels of {@code timeout} that have not closed: a thread or go block that takes from one sleeps. */
final class Timeouts {
    private static final String NAMESPACE = "clojure.core.async.impl.timers";

    private final Vars vars;
    private final Object map;
    private final Object queue;
    private final VarHandle heap;
    private final LibraryField channelOf;

    Timeouts(Library library, Vars vars) throws ReflectiveOperationException {
        this.vars = vars;
        map = vars.find(NAMESPACE, "timeouts-map");
        queue = vars.find(NAMESPACE, "timeouts-queue");
        heap = Library.field(DelayQueue.class, "q");
        channelOf = library.field(NAMESPACE + ".TimeoutQueueEntry", "channel");
    }

    /**
     * Returns the channels that exist now. If two are made for the same millisecond at once, the map holds only the
     * later one, so the queue is read as well. It is read without its lock: an element that is being moved may be
     * missed.
     */
    Set<Object> now() {
        Set<Object> now = Collections.newSetFromMap(new IdentityHashMap<>());
        if (vars.value(map) instanceof ConcurrentSkipListMap<?, ?> all) {
            add(all.values(), now);
        }
        if (vars.value(queue) instanceof DelayQueue<?> all && heap.get(all) instanceof PriorityQueue<?> elements) {
            add(Arrays.asList(elements.toArray()), now);
        }
        return now;
    }

    private void add(Collection<?> entries, Set<Object> to) {
        for (Object entry : entries) {
            if (channelOf.isIn(entry)) {
                to.add(channelOf.get(entry));
            }
        }
    }
}
