// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import java.lang.ref.PhantomReference;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the collector took a thread while it waited: the thread is gone, and the latch that its end would have opened is closed.
 * Neither holds the thread, as long as nobody joins it.
 */
final class Reclaim {
    final PhantomReference<Thread> thread;
    /** Null: nothing is known any more. */
    @Nullable
    CountDownLatch ended;

    /** Of the thread's wait; set once it is known. */
    @Nullable
    OldWait wait;

    /** The last look that saw the wait. */
    int look;

    Reclaim(PhantomReference<Thread> thread, CountDownLatch ended) {
        this.thread = thread;
        this.ended = ended;
    }

    boolean isTaken() {
        return ended != null && ended.getCount() > 0 && thread.refersTo(null);
    }
}
