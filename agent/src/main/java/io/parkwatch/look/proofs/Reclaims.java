// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.proofs;

import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.waits.OldWait;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stuck virtual threads that the collector reclaimed while they waited. Works with any collector. For the
 * watcher's thread only.
 */
public final class Reclaims {
    /** Never read: a reference itself shows that it was cleared. But a phantom reference must have a queue. */
    private final ReferenceQueue<Thread> queue = new ReferenceQueue<>();

    private final @Nullable MethodHandle termination = termination();
    private final @Nullable VarHandle sync = sync();
    private List<OldWait.Reclaim> watched = new ArrayList<>();

    /** Finds the JDK's method that returns, or creates, the latch that a join waits on; null if not in this release. */
    private static @Nullable MethodHandle termination() {
        try {
            Class<?> type = Class.forName("java.lang.VirtualThread", false, null);
            return Packages.lookup(type)
                    .findVirtual(type, "getTermination", MethodType.methodType(CountDownLatch.class))
                    .asType(MethodType.methodType(CountDownLatch.class, Thread.class));
        } catch (ReflectiveOperationException notInThisRelease) {
            return null;
        }
    }

    private static @Nullable VarHandle sync() {
        try {
            return Packages.lookup(CountDownLatch.class)
                    .findVarHandle(
                            CountDownLatch.class,
                            "sync",
                            Class.forName("java.util.concurrent.CountDownLatch$Sync", false, null));
        } catch (ReflectiveOperationException notInThisRelease) {
            return null;
        }
    }

    /** Joining threads hang on the latch: to hold it would be to hold them, and through them the thread. */
    private boolean isJoined(CountDownLatch ended) {
        return sync == null || ((AbstractQueuedSynchronizer) sync.get(ended)).hasQueuedThreads();
    }

    /** Starts to watch a stuck virtual thread; returns null if this release can't, or if another thread joins it. */
    public OldWait.@Nullable Reclaim watch(Thread thread) {
        if (termination == null) {
            return null;
        }
        try {
            CountDownLatch ended = (CountDownLatch) termination.invokeExact(thread);
            if (isJoined(ended)) {
                return null;
            }
            OldWait.Reclaim reclaim = new OldWait.Reclaim(new PhantomReference<>(thread, queue), ended);
            watched.add(reclaim);
            return reclaim;
        } catch (Error e) {
            throw e; // out of memory or stack: the next look tries again
        } catch (Throwable t) {
            throw new IllegalStateException(t);
        }
    }

    /**
     * Stops watching the threads whose wait this look has not seen. Returns the waits whose threads the collector
     * reclaimed; the others have ended.
     */
    public List<OldWait> taken(int look) {
        List<OldWait> taken = new ArrayList<>();
        List<OldWait.Reclaim> still = new ArrayList<>(watched.size());
        for (OldWait.Reclaim reclaim : watched) {
            OldWait wait = reclaim.wait;
            if (reclaim.look == look) {
                CountDownLatch ended = reclaim.ended;
                if (ended == null || isJoined(ended)) {
                    reclaim.ended = null;
                } else {
                    still.add(reclaim);
                }
            } else if (wait != null && reclaim.isTaken()) {
                taken.add(wait);
            }
        }
        watched = still;
        // Enqueued references would be held permanently.
        while (queue.poll() != null) {}
        return taken;
    }
}
