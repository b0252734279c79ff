// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cells of channels or of locks. They are numbered from the creation on and never used twice. */
final class Segments {
    /** The maximum number of cells read per channel or lock and look. A longer queue is read up to here. */
    private static final long MOST = 1_000_000;

    private final LibraryField elements;
    private final int perCell;
    private final LibraryField id;
    private final LibraryField next;
    private final Waiters waiters;

    /** {@code perCell}: the elements of a cell in the array of a segment; the last of them is the waiter. */
    Segments(Library library, Waiters waiters, LibraryField elements, int perCell) throws ReflectiveOperationException {
        this.waiters = waiters;
        this.elements = elements;
        this.perCell = perCell;
        id = library.field("kotlinx.coroutines.internal.Segment", "id");
        next = library.field("kotlinx.coroutines.internal.ConcurrentLinkedListNode", "_next", "_next$volatile");
    }

    /** Returns the earlier of two segments. */
    Object first(Object one, Object other) {
        return (long) id.get(one) <= (long) id.get(other) ? one : other;
    }

    /** Passes on the waiters of some cells; {@code operation} is that of those that are no select. */
    void read(Object first, long from, long end, Role role, String operation, Consumer<Suspension> to) {
        long until = Math.min(end, from + MOST);
        @Nullable Object segment = first;
        while (elements.isIn(segment) && from < until) {
            AtomicReferenceArray<?> array = (AtomicReferenceArray<?>) elements.get(segment);
            int size = array.length() / perCell;
            long number = (long) id.get(segment) * size;
            if (number >= until) {
                return;
            }
            for (int i = (int) Math.max(0, from - number); i < size && number + i < until; i++) {
                Object waiter = waiters.inCell(array.get(perCell * (i + 1) - 1));
                if (waiter != null) {
                    boolean select = waiters.isSelect(waiter);
                    to.accept(new Suspension(
                            number + i + 1, null, role, select ? "select" : operation, waiter, select ? waiter : null));
                }
            }
            segment = next.get(segment);
        }
    }
}
