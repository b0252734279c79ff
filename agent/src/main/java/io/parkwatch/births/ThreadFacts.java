// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import org.jspecify.annotations.Nullable;

/** Facts about threads, whose own methods the program may override. */
public interface ThreadFacts {
    long id(Thread thread);

    /** Reports whether a thread has run and ended; false before it starts. */
    boolean ended(Thread thread);

    /**
     * Returns an object that a platform thread has from its construction on; null if not known, or for a virtual
     * thread.
     */
    @Nullable
    Object holder(Thread thread);
}
