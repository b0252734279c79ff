// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import org.jspecify.annotations.Nullable;

/** What is read of threads here; their own methods can be overridden by the program. */
public interface ThreadFacts {
    long id(Thread thread);

    /** Whether it has run and ended: one that is about to start has not. */
    boolean ended(Thread thread);

    /**
     * The object that a platform thread, and no other, has from its making on; null: not known, or a virtual thread.
     */
    @Nullable
    Object holder(Thread thread);
}
