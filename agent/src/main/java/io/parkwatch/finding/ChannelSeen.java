// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel instance, as its family reads it.
 *
 * @param createdAt the raw creation stack; null: not known
 */
public record ChannelSeen(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        @Nullable Stack createdAt) {

    /** The same, with the place where it was made; null: not known. */
    public ChannelSeen madeAt(@Nullable Stack place) {
        return new ChannelSeen(type, kind, size, capacity, place);
    }

    /** A key, see {@link Frame#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChannelSeen c
                && kind == c.kind
                && type.equals(c.type)
                && Objects.equals(size, c.size)
                && Objects.equals(capacity, c.capacity)
                && Objects.equals(createdAt, c.createdAt);
    }

    @Override
    public int hashCode() {
        return type.hashCode() * 31 + Objects.hashCode(size);
    }
}
