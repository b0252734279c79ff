// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import org.jspecify.annotations.Nullable;

/** Reads what this package needs to know of threads, whose own methods the program may override. */
public interface ThreadFacts {
    long id(Thread thread);

    /** Reports whether a thread has run and ended; false for one that has not started yet. */
    boolean ended(Thread thread);

    /**
     * Returns the object that a platform thread has to itself from its construction on; null if not known, or for a
     * virtual thread.
     */
    @Nullable
    Object holder(Thread thread);
}
