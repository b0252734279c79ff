// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.OwnCarrier;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hooks of virtual threads clear the table: a wrong id would be read without an error. Runs when the
 * program has a virtual thread, so that a program without them pays nothing; on a carrier of our own, since all of the
 * program's may be taken.
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
    private boolean cleared;

    /** A class is initialized once: what came before there was no memory is not tried again. */
    private boolean pinned;

    private @Nullable VirtualMachineError noMemory;

    /** {@code late}: whether the hooks are those of an agent that came while the program ran. */
    public SelfTest(HubHome hub, boolean late) {
        this.hub = hub;
        this.late = late;
    }

    /**
     * Takes a virtual thread through all ways to wait that are hooked. The table in use is put back; nothing may be
     * watched yet.
     *
     * @throws VirtualMachineError there is no memory for it: it may be called again
     */
    public boolean works() {
        long[] before = hub.watched();
        hub.watched(table);
        cleared = true;
        noMemory = null;
        OwnCarrier carrier = null;
        Thread waits = null;
        try {
            Class<?> unused = Pinned.class; // HotSpot may hold a virtual thread that loads a class
            carrier = new OwnCarrier();
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
                wake(carrier, waits); // else it would count as the program's
            }
            throw e;
        } finally {
            hub.watched(before);
        }
    }

    private static void wake(OwnCarrier carrier, Thread waits) {
        for (int wake = 0; wake < WAKES && waits.isAlive(); wake++) {
            LockSupport.unpark(waits);
            if (!carrier.run()) {
                waits.interrupt(); // it is in Object.wait
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
                LockSupport.parkNanos(1); // returns at once: the JDK's timer would lead to this thread
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
