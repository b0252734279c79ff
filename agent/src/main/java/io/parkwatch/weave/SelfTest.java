// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the hooks of virtual threads clear the table: a wrong id would be read without an error. Runs when the program has a virtual
 * thread, so that a program without them pays nothing.
 */
public final class SelfTest {
    private static final long SECONDS = 1;

    /** What the hook clears at most. */
    private static final int BUCKET = 8;

    /** What came out. */
    public enum Result {
        WORKS,
        FAILS,
        /** No carrier was free within a second: nothing is known. */
        NOT_RUN
    }

    private final HubHome hub;
    private final boolean late;
    private volatile boolean cleared = true;

    /** {@code late}: whether the hooks are those of an agent that came while the program ran. */
    public SelfTest(HubHome hub, boolean late) {
        this.hub = hub;
        this.late = late;
    }

    /** Runs a virtual thread through all ways to wait that are hooked. The table in use is put back; nothing may be watched yet. */
    public Result run() {
        long[] before = hub.watched();
        long[] table = new long[64];
        CountDownLatch done = new CountDownLatch(1);
        hub.watched(table);
        try {
            MethodHandle start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            Thread unused = (Thread) start.invoke((Runnable) () -> {
                try {
                    waitInAllWays(table);
                } catch (InterruptedException e) {
                    cleared = false;
                } finally {
                    done.countDown();
                }
            });
            if (!done.await(SECONDS, TimeUnit.SECONDS)) {
                return Result.NOT_RUN;
            }
        } catch (Throwable t) {
            return Result.FAILS;
        } finally {
            hub.watched(before);
        }
        return cleared ? Result.WORKS : Result.FAILS;
    }

    @SuppressWarnings({"WaitNotInLoop", "deprecation"}) // A single wait is what is tested; getId is the JDK's own here.
    private void waitInAllWays(long[] table) throws InterruptedException {
        Thread self = Thread.currentThread();
        long id = self.getId();
        Arrays.fill(table, id);
        LockSupport.parkNanos(1000);
        cleared &= oneBucketIsClear(table);
        Arrays.fill(table, id);
        LockSupport.unpark(self);
        LockSupport.park();
        cleared &= oneBucketIsClear(table);
        if (late) {
            return;
        }
        Arrays.fill(table, id);
        Object monitor = new Object();
        synchronized (monitor) {
            monitor.wait(1);
        }
        cleared &= oneBucketIsClear(table);
    }

    private static boolean oneBucketIsClear(long[] table) {
        return Arrays.stream(table).filter(id -> id == 0).count() == BUCKET;
    }
}
