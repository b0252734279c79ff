// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.detect.Classified;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.Verdict;
import io.parkwatch.finding.WhyNot;
import java.lang.ref.PhantomReference;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A wait that was looked at closely; kept while it lasts.
 *
 * @param blocker identity hash of the blocker, of a coroutine's select, 0 for none: another blocker is another wait,
 *     and the object is not held
 * @param reclaim tells whether the collector took the thread; null: nobody watches for that
 * @param stuck what it is counted by when it ends; null: it is not stuck
 */
public record OldWait(
        int blocker,
        Observation observation,
        Classified is,
        @Nullable Reclaim reclaim,
        @Nullable StuckWait stuck) {

    public OldWait(int blocker, Observation observation, Classified is, @Nullable Reclaim reclaim) {
        this(blocker, observation, is, reclaim, StuckWait.of(is, observation, blocker));
    }

    public static int hash(@Nullable Object blocker) {
        return System.identityHashCode(blocker);
    }

    /** Notes that a look saw it. */
    public void seen(int look) {
        if (reclaim != null) {
            reclaim.look = look;
        }
    }

    /** Its entry is gone though it may go on: nobody can tell when it ends. */
    void lost() {
        if (stuck != null) {
            stuck.lost();
        }
    }

    /** The same wait in this look alone, for a lock that nobody holds. */
    OldWait ofFreeLock() {
        return new OldWait(blocker, observation.ofFreeLock(), is, reclaim, stuck);
    }

    /** The same wait, of which now more is known. */
    public OldWait with(Verdict verdict, @Nullable WhyNot whyNot) {
        OldWait now = new OldWait(blocker, observation.with(verdict, whyNot), is, reclaim, stuck);
        if (reclaim != null) {
            reclaim.wait = now;
        }
        return now;
    }

    /**
     * Tells whether the collector took a thread while it waited: the thread is gone, and the latch that its end would
     * have opened is closed. Neither holds the thread, as long as nobody joins it.
     */
    public static final class Reclaim {
        final PhantomReference<Thread> thread;

        /** Null: nothing is known any more. */
        @Nullable
        public CountDownLatch ended;

        /** Of the thread's wait; set once it is known. */
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
