// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.OwnCarrier;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether the hooks of virtual threads clear the table: a wrong id would be read without an error. Runs when the program has a virtual
 * thread, so that a program without them pays nothing; on a carrier of our own, since all of the program's may be taken.
 */
public final class SelfTest implements Runnable {
    /** What the hook clears at most. */
    private static final int BUCKET = 8;

    /** The first release whose virtual threads leave their carrier to wait on a monitor. */
    private static final int MONITORS = 24;

    /** More than it waits. */
    private static final int WAKES = 10;

    private final HubHome hub;
    private final boolean late;
    private final long[] table = new long[64];
    private boolean cleared = true;

    /** {@code late}: whether the hooks are those of an agent that came while the program ran. */
    public SelfTest(HubHome hub, boolean late) {
        this.hub = hub;
        this.late = late;
    }

    /** Takes a virtual thread through all ways to wait that are hooked. The table in use is put back; nothing may be watched yet. */
    public boolean works() {
        long[] before = hub.watched();
        hub.watched(table);
        try {
            Class<?> unused = Pinned.class; // HotSpot may hold a virtual thread that loads a class
            OwnCarrier carrier = new OwnCarrier();
            Thread waits = carrier.thread("parkwatch-self-test", this);
            waits.start();
            carrier.run();
            for (int wake = 0; wake < WAKES && waits.isAlive(); wake++) {
                LockSupport.unpark(waits);
                if (!carrier.run()) {
                    waits.interrupt(); // it is in Object.wait
                    carrier.run();
                }
            }
            return cleared && !waits.isAlive();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            return false;
        } finally {
            hub.watched(before);
        }
    }

    @Override
    public void run() {
        try {
            if (late) {
                LockSupport.unpark(Thread.currentThread());
                mark();
                LockSupport.parkNanos(1); // returns at once: the JDK's timer would lead to this thread
                check();
            }
            mark();
            LockSupport.park();
            check();
            if (!late) {
                mark();
                Pinned.park();
                check();
                if (Runtime.version().feature() >= MONITORS) {
                    mark();
                    waitOnMonitor();
                    check();
                }
            }
        } catch (Throwable t) {
            cleared = false; // nobody but us may hear of it
        }
    }

    @SuppressWarnings("deprecation") // The JDK's own getId here.
    private void mark() {
        Arrays.fill(table, Thread.currentThread().getId());
    }

    private void check() {
        int zeros = 0;
        for (long id : table) {
            zeros += id == 0 ? 1 : 0;
        }
        cleared &= zeros == BUCKET;
    }

    @SuppressWarnings("WaitNotInLoop") // A single wait is what is tested.
    private static void waitOnMonitor() {
        Object monitor = new Object();
        synchronized (monitor) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                // So it is woken.
            }
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
