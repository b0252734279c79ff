// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.search;

import org.jspecify.annotations.Nullable;

/**
 * What threads somebody asks about.
 *
 * @param text words of their names and places, all of which must be there; empty for all threads
 * @param from how many of them to skip
 */
public record Wish(String text, int from) {
    private static final int MOST_CHARS = 200;

    public Wish {
        text = text.strip();
        text = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) : text;
        from = Math.max(0, from);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Wish w && from == w.from && text.equals(w.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode() * 31 + from;
    }
}
