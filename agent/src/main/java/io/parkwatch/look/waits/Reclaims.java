// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import io.parkwatch.look.jvm.Packages;
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
    private List<Watch> watches = new ArrayList<>();

    /**
     * Shows whether the collector reclaimed a thread while it waited: the reference is cleared then, but the latch that
     * the thread's end would have opened is closed. Neither of them holds the thread, as long as nobody joins it.
     */
    private record Watch(StuckWait of, PhantomReference<Thread> thread, CountDownLatch ended) {}

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
            return Packages.latchSync();
        } catch (ReflectiveOperationException notInThisRelease) {
            return null;
        }
    }

    /** Joining threads hang on the latch: to hold it would be to hold them, and through them the thread. */
    private boolean isJoined(CountDownLatch ended) {
        return sync == null || ((AbstractQueuedSynchronizer) sync.get(ended)).hasQueuedThreads();
    }

    /** Starts to watch a stuck virtual thread, unless this release can't or another thread joins it. */
    public void watch(StuckWait wait, Thread thread) {
        if (termination == null) {
            return;
        }
        try {
            CountDownLatch latch = (CountDownLatch) termination.invokeExact(thread);
            if (!isJoined(latch)) {
                watches.add(new Watch(wait, new PhantomReference<>(thread, queue), latch));
            }
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not show a thread's end", t);
        }
    }

    /**
     * Stops watching the threads whose wait this look has not seen. Returns the waits whose threads the collector
     * reclaimed; the others have ended.
     */
    public List<StuckWait> reclaimed(int look) {
        List<StuckWait> reclaimed = new ArrayList<>();
        List<Watch> still = new ArrayList<>(watches.size());
        for (Watch watch : watches) {
            if (watch.of.seenAt != look) {
                if (watch.ended.getCount() > 0 && watch.thread.refersTo(null)) {
                    reclaimed.add(watch.of);
                }
            } else if (!isJoined(watch.ended)) {
                still.add(watch);
            }
        }
        watches = still;
        // Enqueued references would be held permanently.
        while (queue.poll() != null) {}
        return reclaimed;
    }
}
