// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import org.jspecify.annotations.Nullable;

/** The kinds of wait that can be told without a stack. A wait that changes its kind is another wait. */
public enum Wait {
    WAITING(0),
    TIMED(1),
    BLOCKED(2),
    /** Of a virtual thread in a monitor where nothing tells it from the next one: counted, not aged. */
    UNTOLD(3),
    /** Of a virtual thread that could run, and has no carrier. */
    READY(4);

    /** In a mark of a table: three bits. */
    public final int bits;

    Wait(int bits) {
        this.bits = bits;
    }
    /** Null: it runs. */
    public static @Nullable Wait of(Thread.State state) {
        // No switch over the enum: javac makes a class for it.
        if (state == Thread.State.WAITING) {
            return WAITING;
        }
        if (state == Thread.State.TIMED_WAITING) {
            return TIMED;
        }
        return state == Thread.State.BLOCKED ? BLOCKED : null;
    }
}
