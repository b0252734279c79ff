// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.support.AgentCarrier;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tests that the hooks of virtual threads clear the table: a wrong id would be read without an error. It runs once the
 * program has a virtual thread, so that others pay nothing, and on a carrier of the agent's own, since all of the
 * program's may be occupied.
 */
public final class SelfTest implements Runnable {
    /** The number of slots that the hook clears at most. */
    private static final int BUCKET = 8;

    /** The first release whose virtual threads leave their carrier to wait on a monitor. */
    private static final int MONITORS = 24;

    /** More wake-ups than the test has waits. */
    private static final int WAKES = 10;

    private final HubHome hub;
    private final boolean late;
    private final long[] table = new long[64];
    private boolean cleared;

    /** Whether the pinned wait was tried. A class is initialized once, so it can't be after an OutOfMemoryError. */
    private boolean pinned;

    private @Nullable VirtualMachineError noMemory;
    private @Nullable Boolean works;

    /** {@code late}: the hooks are those of an attached agent. */
    SelfTest(HubHome hub, boolean late) {
        this.hub = hub;
        this.late = late;
    }

    /**
     * Takes a virtual thread through all hooked kinds of waits, once. The table in use is put back; no thread may be
     * watched yet.
     *
     * @throws VirtualMachineError if there is no memory for it; it may be called again
     */
    boolean works() {
        if (works == null) {
            works = test();
        }
        return works;
    }

    private boolean test() {
        long[] before = hub.watched();
        hub.accept(table);
        cleared = true;
        noMemory = null;
        AgentCarrier carrier = null;
        Thread waits = null;
        try {
            Class<?> unused = Pinned.class; // HotSpot may keep alive a virtual thread that loads a class
            carrier = new AgentCarrier();
            waits = carrier.thread("parkwatch-self-test", this);
            waits.start();
            carrier.run();
            wake(carrier, waits);
            if (noMemory == null) {
                return cleared && !waits.isAlive();
            }
            throw noMemory;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return false;
        } catch (VirtualMachineError e) {
            if (carrier != null && waits != null) {
                wake(carrier, waits); // otherwise it would count as one of the program's threads
            }
            throw e;
        } finally {
            hub.accept(before);
        }
    }

    private static void wake(AgentCarrier carrier, Thread waits) {
        for (int wake = 0; wake < WAKES && waits.isAlive(); wake++) {
            LockSupport.unpark(waits);
            if (!carrier.run()) {
                waits.interrupt(); // in Object.wait, which unpark does not end
                carrier.run();
            }
        }
    }

    @Override
    public void run() {
        try {
            if (late) {
                LockSupport.unpark(Thread.currentThread());
                mark();
                LockSupport.parkNanos(1); // returns at once; otherwise the JDK's timer would refer to this thread
                check();
            }
            mark();
            LockSupport.park();
            check();
            if (!late) {
                if (!pinned) {
                    mark();
                    pinned = true;
                    Pinned.park();
                    check();
                }
                if (Runtime.version().feature() >= MONITORS) {
                    mark();
                    waitOnMonitor();
                    check();
                }
            }
        } catch (VirtualMachineError e) {
            noMemory = e;
        } catch (Throwable t) {
            cleared = false; // nothing outside the test may see the error
        }
    }

    @SuppressWarnings("deprecation") // this is the JDK's own getId
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

    @SuppressWarnings("WaitNotInLoop") // the test needs one wait only
    private static void waitOnMonitor() {
        Object monitor = new Object();
        synchronized (monitor) {
            try {
                monitor.wait();
            } catch (InterruptedException e) {
                // This is how the thread is woken.
            }
        }
    }

    /** Its initializer parks: a thread that initializes a class keeps its carrier. */
    private static final class Pinned {
        static {
            LockSupport.parkNanos(1000);
        }

        static void park() {
            // The initializer runs before this call.
        }
    }
}
