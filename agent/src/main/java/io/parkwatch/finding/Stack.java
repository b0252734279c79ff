// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/**
 * The frames of one wait or creation, innermost first, at most {@link #MOST_FRAMES}. Interned where stacks are read, so
 * equal stacks are mostly the same object. The hash is computed once: every look uses stacks as keys.
 */
public final class Stack {
    /** The most frames of a stack that a report shows (contract). */
    public static final int MOST_FRAMES = 64;

    private final List<Frame> frames;
    private final int hash;

    public Stack(List<Frame> frames) {
        this.frames = List.copyOf(frames);
        this.hash = this.frames.hashCode();
    }

    public List<Frame> frames() {
        return frames;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Stack s && s.hash == hash && s.frames.equals(frames));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return frames.toString();
    }
}
