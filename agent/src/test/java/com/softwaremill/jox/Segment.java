// SPDX-License-Identifier: Apache-2.0
package com.softwaremill.jox;

import org.jspecify.annotations.Nullable;

@SuppressWarnings("UnusedVariable") // read by the reader
public final class Segment {
    private final long id;
    private final @Nullable Segment next;
    private final @Nullable Object[] data;

    Segment(long id, @Nullable Segment next, @Nullable Object... data) {
        this.id = id;
        this.next = next;
        this.data = data;
    }
}
