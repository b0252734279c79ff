// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import io.parkwatch.finding.Stack;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Records where a thread was started or a channel made. A strong reference would keep every thread and queue of the
 * program alive; the watcher drops this one once its referent is gone.
 */
public final class Birth extends WeakReference<Object> {
    /** Turned into names within a few looks: a trace refers to the classes of its frames, and so to their loaders. */
    @Nullable
    Throwable trace;

    @Nullable
    Stack stack;

    /** Its place in the order of births that a listener has recorded. */
    int number;

    Birth(Object born, @Nullable Throwable trace) {
        super(born);
        this.trace = trace;
    }
}
