// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import java.util.LinkedList;
import org.jspecify.annotations.Nullable;

/** Reads the capacity of a channel. Nothing is known of a buffer of the program's own: its methods are not called. */
final class Buffers {
    private static final String PACKAGE = "clojure.core.async.impl.buffers.";

    private final Counted[] counted;
    private final Class<?> promise;

    /** A buffer class that keeps its items in a list. */
    private record Counted(LibraryField items, LibraryField room) {}

    Buffers(Library library) throws ReflectiveOperationException {
        counted = new Counted[] {
            counted(library, "FixedBuffer"), counted(library, "DroppingBuffer"), counted(library, "SlidingBuffer")
        };
        promise = library.type(PACKAGE + "PromiseBuffer");
    }

    private static Counted counted(Library library, String name) throws ReflectiveOperationException {
        return new Counted(library.field(PACKAGE + name, "buf"), library.field(PACKAGE + name, "n"));
    }

    ObservedChannel seen(Object channel, @Nullable Object buffer) {
        String type = channel.getClass().getName();
        if (buffer == null) {
            return new ObservedChannel(type, Kind.RENDEZVOUS, 0, 0, null);
        }
        for (Counted one : counted) {
            if (one.items.isIn(buffer) && one.items.get(buffer) instanceof LinkedList<?> items) {
                return new ObservedChannel(type, Kind.BOUNDED, items.size(), (int) (long) one.room.get(buffer), null);
            }
        }
        // Its size is left out: the buffer writes whether it holds its one item without a lock that others see.
        return promise.isInstance(buffer)
                ? new ObservedChannel(type, Kind.BOUNDED, null, 1, null)
                : new ObservedChannel(type, Kind.NONE, null, null, null);
    }
}
