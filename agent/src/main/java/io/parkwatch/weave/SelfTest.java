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

    /** The first release whose virtual threads leave their carrier to wait on a monitor. */
    private static final int MONITORS = 24;

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

    private interface Way {
        void waits() throws InterruptedException;
    }

    private void waitInAllWays(long[] table) throws InterruptedException {
        test(table, () -> LockSupport.parkNanos(1000));
        if (late) {
            Thread self = Thread.currentThread();
            LockSupport.unpark(self);
            test(table, LockSupport::park);
            return;
        }
        test(table, Pinned::park);
        if (Runtime.version().feature() >= MONITORS) {
            test(table, SelfTest::waitOnMonitor);
        }
    }

    @SuppressWarnings("deprecation") // The JDK's own getId here.
    private void test(long[] table, Way way) throws InterruptedException {
        Arrays.fill(table, Thread.currentThread().getId());
        way.waits();
        cleared &= Arrays.stream(table).filter(id -> id == 0).count() == BUCKET;
    }

    @SuppressWarnings("WaitNotInLoop") // A single wait is what is tested.
    private static void waitOnMonitor() throws InterruptedException {
        Object monitor = new Object();
        synchronized (monitor) {
            monitor.wait(1);
        }
    }

    /** A thread that initializes a class keeps its carrier. */
    private static final class Pinned {
        static {
            LockSupport.parkNanos(1000);
        }

        static void park() {
            // All is done before it is called.
        }
    }
}
