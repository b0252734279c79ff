// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import java.util.function.LongSupplier;

/** The CPU time that one look may take for stacks and what follows from them, and what it took. In nanoseconds. */
public final class StackBudget {
    /** The number of stacks in a batch. A close look reads one batch in every look, however small the budget. */
    public static final int BATCH = 64;

    private final LongSupplier cpu;
    private final long nanos;
    private long start;
    private long spent;
    private int unread;

    public StackBudget(LongSupplier cpu, long nanos) {
        this.cpu = cpu;
        this.nanos = nanos;
    }

    public void begin() {
        start = cpu.getAsLong();
    }

    public void end() {
        spent += cpu.getAsLong() - start;
    }

    /** Reports, between {@link #begin} and {@link #end}, whether the time is used up. */
    public boolean isExceeded() {
        return spent + cpu.getAsLong() - start > nanos;
    }

    /** Reports the same after {@link #end}. */
    public boolean isLeft() {
        return spent < nanos;
    }

    public long spent() {
        return spent;
    }

    /** Records old waits that are left for the next look. */
    public void leave(int waits) {
        unread += waits;
    }

    public int unread() {
        return unread;
    }
}
