// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

/**
 * The listener of the hook at named methods of the program's own channel types. It removes the entering thread from the
 * tables of threads seen waiting: what it does from now on belongs to another call. Runs in the program's threads,
 * without locks, allocation, or a reference to a thread.
 */
public final class EntryListener implements Consumer<Object> {
    /** Plain on purpose, as in the hub: a thread may clear in an old table, and the watcher carries that over. */
    private long[] calls = new long[64];

    private long[] waits = new long[64];

    /** Reports whether this JVM shows which thread enters. */
    public static boolean works() {
        return Places.TID != null;
    }

    @Override
    public void accept(Object thread) {
        try {
            if (Places.TID != null && thread instanceof Thread entering) {
                long id = (long) Places.TID.get(entering);
                clear(calls, id);
                clear(waits, id);
            }
        } catch (Throwable thrown) {
            // Out of stack: the program meets the error itself at its next step.
        }
    }

    /** Sets the table of threads that were seen in a call. */
    public void calls(long[] table) {
        calls = table;
        VarHandle.fullFence();
    }

    /** Sets the table of waiting virtual threads: not every hook reports that another wait begins. */
    public void waits(long[] table) {
        waits = table;
        VarHandle.fullFence();
    }

    private static void clear(long[] table, long id) {
        int first = bucket(id, table.length);
        for (int slot = first; slot < first + 8; slot++) {
            if (table[slot] == id) {
                table[slot] = 0;
            }
        }
    }

    /** Returns the first of a thread's eight slots, as the hub does; {@code length} is a power of two, at least 64. */
    public static int bucket(long id, int length) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> (Integer.numberOfLeadingZeros(length) + 36)) << 3;
    }
}
