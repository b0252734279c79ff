// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import io.parkwatch.finding.Stack;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * That a thread was started or a channel made, and where. Weak: strong, it would keep every thread and queue of the
 * program alive; the watcher drops it once the referent is gone.
 */
public final class Birth extends WeakReference<Object> {
    /**
     * A throwable holds the classes of its frames, and so their loaders: it is turned into names within a few looks.
     */
    @Nullable
    Throwable trace;

    @Nullable
    Stack stack;

    Birth(Object born, @Nullable Throwable trace) {
        super(born);
        this.trace = trace;
    }
}
