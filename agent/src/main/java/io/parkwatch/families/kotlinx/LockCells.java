// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.Suspension;
import io.parkwatch.finding.Role;
import java.util.function.Consumer;

/** The waits for a Mutex or a Semaphore. Until 1.8 a mutex is a semaphore, then both have a superclass. */
final class LockCells {
    final Class<?> type;
    private final Class<?> mutex;
    private final LibraryField head;
    private final LibraryField dequeued;
    private final LibraryField enqueued;
    private final Segments segments;

    LockCells(Library library, Waiters waiters) throws ReflectiveOperationException {
        mutex = library.type("kotlinx.coroutines.sync.MutexImpl");
        type = mutex.getSuperclass();
        head = library.field(type.getName(), "head", "head$volatile");
        dequeued = library.field(type.getName(), "deqIdx", "deqIdx$volatile");
        enqueued = library.field(type.getName(), "enqIdx", "enqIdx$volatile");
        segments = new Segments(
                library, waiters, library.field("kotlinx.coroutines.sync.SemaphoreSegment", "acquirers"), 1);
    }

    void read(Object lock, Consumer<Suspension> to) {
        segments.read(
                head.get(lock),
                (long) dequeued.get(lock),
                (long) enqueued.get(lock),
                Role.LOCK,
                mutex.isInstance(lock) ? "lock" : "acquire",
                to);
    }
}
