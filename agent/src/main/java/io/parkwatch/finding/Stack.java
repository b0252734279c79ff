// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.List;

/**
 * The frames of one wait or one creation, innermost first; at most {@link #MOST_FRAMES}. Interned by those who read
 * stacks: equal stacks are mostly the same object, and the hash is computed once, since they are keys of every look.
 */
public final class Stack {
    /** What a report shows of one stack (contract). */
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
