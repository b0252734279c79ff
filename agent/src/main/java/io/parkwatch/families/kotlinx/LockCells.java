// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** The waits for a Mutex or a Semaphore. Until 1.8 a mutex is a semaphore, then both have a superclass. */
final class LockCells {
    /** The maximum number of cells read per lock and look. */
    private static final long MOST = 1_000_000;

    final Class<?> type;
    private final Class<?> mutex;
    private final VarHandle head;
    private final VarHandle dequeued;
    private final VarHandle enqueued;
    private final Class<?> segmentType;
    private final VarHandle acquirers;
    private final VarHandle id;
    private final VarHandle next;
    private final Waiters waiters;

    LockCells(Library library, Waiters waiters) throws ReflectiveOperationException {
        this.waiters = waiters;
        mutex = library.type("kotlinx.coroutines.sync.MutexImpl");
        type = mutex.getSuperclass();
        head = Library.field(type, "head", "head$volatile");
        dequeued = Library.field(type, "deqIdx", "deqIdx$volatile");
        enqueued = Library.field(type, "enqIdx", "enqIdx$volatile");
        segmentType = library.type("kotlinx.coroutines.sync.SemaphoreSegment");
        acquirers = Library.field(segmentType, "acquirers");
        id = Library.field(library.type("kotlinx.coroutines.internal.Segment"), "id");
        next = Library.field(
                library.type("kotlinx.coroutines.internal.ConcurrentLinkedListNode"), "_next", "_next$volatile");
    }

    void read(Object lock, Consumer<Suspension> to) {
        String operation = mutex.isInstance(lock) ? "lock" : "acquire";
        long from = (long) dequeued.getVolatile(lock);
        long until = Math.min((long) enqueued.getVolatile(lock), from + MOST);
        Object segment = head.getVolatile(lock);
        while (segmentType.isInstance(segment) && from < until) {
            AtomicReferenceArray<?> cells = (AtomicReferenceArray<?>) acquirers.get(segment);
            long first = (long) id.get(segment) * cells.length();
            if (first >= until) {
                return;
            }
            for (int i = (int) Math.max(0, from - first); i < cells.length() && first + i < until; i++) {
                Object waiter = waiters.inCell(cells.get(i));
                if (waiter != null) {
                    boolean select = waiters.isSelect(waiter);
                    to.accept(new Suspension(
                            first + i + 1,
                            null,
                            Role.LOCK,
                            select ? "select" : operation,
                            waiter,
                            select ? waiter : null));
                }
            }
            segment = next.getVolatile(segment);
        }
    }

    static ObservedChannel seen(Object lock) {
        return new ObservedChannel(lock.getClass().getName(), Kind.NONE, null, null, null);
    }
}
