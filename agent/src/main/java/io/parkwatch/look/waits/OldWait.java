// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classification;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import java.lang.ref.PhantomReference;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A wait that was examined closely. Kept while it lasts.
 *
 * @param blocker identity hash of the blocker, or of a coroutine's select; 0 if none. Another blocker means another
 *     wait, and the object itself is not held
 * @param reclaim reports whether the collector reclaimed the thread; null if nobody watches for that
 * @param stuck counts the wait when it ends; null if it is not stuck
 */
public record OldWait(
        int blocker,
        Observation observation,
        Classification is,
        @Nullable Reclaim reclaim,
        @Nullable StuckWait stuck) {

    public OldWait(int blocker, Observation observation, Classification is, @Nullable Reclaim reclaim) {
        this(blocker, observation, is, reclaim, StuckWait.of(is, observation, blocker));
    }

    public static int hash(@Nullable Object blocker) {
        return System.identityHashCode(blocker);
    }

    public void seen(int look) {
        if (reclaim != null) {
            reclaim.look = look;
        }
    }

    /** Records that the entry is gone though the wait may last: its end can't be determined. */
    void lost() {
        if (stuck != null) {
            stuck.lost();
        }
    }

    /** Records that the entry is gone though the wait may last, so that its end can't be determined. */
    OldWait ofFreeLock() {
        return new OldWait(blocker, observation.ofFreeLock(), is, reclaim, stuck);
    }

    /** Returns the same wait with a verdict. */
    public OldWait with(Verdict verdict, @Nullable WhyNot whyNot) {
        OldWait now = new OldWait(blocker, observation.with(verdict, whyNot), is, reclaim, stuck);
        if (reclaim != null) {
            reclaim.wait = now;
        }
        return now;
    }

    /**
     * Shows whether the collector reclaimed a thread while it waited: the thread is gone, and the latch that its end
     * would have opened is closed. Neither reference holds the thread, as long as nobody joins it.
     */
    public static final class Reclaim {
        final PhantomReference<Thread> thread;

        /** Null if nothing is known any more. */
        @Nullable
        public CountDownLatch ended;

        /** The thread's wait; set once it is known. */
        @Nullable
        public OldWait wait;

        /** The last look that saw the wait. */
        public int look;

        public Reclaim(PhantomReference<Thread> thread, CountDownLatch ended) {
            this.thread = thread;
            this.ended = ended;
        }

        public boolean isTaken() {
            return ended != null && ended.getCount() > 0 && thread.refersTo(null);
        }
    }
}
