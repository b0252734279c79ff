// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sink of the hook at the entry of the named methods of the program's own channel types: clears the thread out of
 * the tables of those that were seen waiting, since what it does from now on belongs to another call. Runs in the
 * program's threads: no lock, no allocation, and it holds no thread.
 */
public final class Entered implements Consumer<Object> {
    private static final @Nullable VarHandle TID = tid();

    /** Plain on purpose, as the hub's: who reads an old one clears there, and the watcher carries it over. */
    private long[] calls = new long[64];

    private long[] waits = new long[64];

    private static @Nullable VarHandle tid() {
        try {
            return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
                    .findVarHandle(Thread.class, "tid", long.class);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Whether this JVM tells who enters. */
    public static boolean works() {
        return TID != null;
    }

    @Override
    public void accept(Object thread) {
        try {
            if (TID != null && thread instanceof Thread entering) {
                long id = (long) TID.get(entering);
                clear(calls, id);
                clear(waits, id);
            }
        } catch (Throwable thrown) {
            // Out of stack: the program meets it itself at its next step.
        }
    }

    /** Takes the table of those that were seen in a call. For the watcher. */
    public void calls(long[] table) {
        calls = table;
        VarHandle.fullFence();
    }

    /**
     * Takes the table of virtual threads that were seen waiting: not every hook tells that another wait begins. For the
     * watcher.
     */
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

    /**
     * First slot of a thread's bucket of eight, by the hub's own arithmetic; {@code length} is a power of two from 64
     * on.
     */
    public static int bucket(long id, int length) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> (Integer.numberOfLeadingZeros(length) + 36)) << 3;
    }
}
