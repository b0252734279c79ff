// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.api;

import org.jspecify.annotations.Nullable;

/** The part of a thread's work that has a tag. To be closed by the thread that opened it. */
public final class TagScope implements AutoCloseable {
    private final @Nullable String before;

    TagScope(String name) {
        before = Tag.OF_THREAD.get();
        Tag.OF_THREAD.set(name);
    }

    /** Gives the thread the tag back that it had before. */
    @Override
    public void close() {
        if (before == null) {
            Tag.OF_THREAD.remove();
        } else {
            Tag.OF_THREAD.set(before);
        }
    }
}
