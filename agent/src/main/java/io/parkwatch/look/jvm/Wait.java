// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import org.jspecify.annotations.Nullable;

/** The kinds of wait that can be distinguished without a stack. A wait that changes its kind is another wait. */
public enum Wait {
    WAITING(0),
    TIMED(1),
    BLOCKED(2),
    /** A virtual thread in a monitor where nothing distinguishes its wait from the next one. Counted, but not aged. */
    UNTOLD(3),
    /** A virtual thread that is ready to run but has no carrier. */
    READY(4);

    /** The code of this kind in a mark of the table: three bits. */
    public final int bits;

    Wait(int bits) {
        this.bits = bits;
    }
    /** Returns the kind of wait for a state; null if the thread runs. */
    public static @Nullable Wait of(Thread.State state) {
        // Not a switch over the enum: javac makes a class for it.
        if (state == Thread.State.WAITING) {
            return WAITING;
        }
        if (state == Thread.State.TIMED_WAITING) {
            return TIMED;
        }
        return state == Thread.State.BLOCKED ? BLOCKED : null;
    }
}
