// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel instance, as its family reads it.
 *
 * @param createdAt the raw creation stack; null if not known
 * @param own whether this is the program's own channel that the frames name, not just a part of that channel
 * @param state more numbers about it, by the contract's words; not part of {@link #equals}
 */
public record ObservedChannel(
        String type,
        Kind kind,
        @Nullable Integer size,
        @Nullable Integer capacity,
        @Nullable Stack createdAt,
        boolean own,
        Map<String, Integer> state) {

    public ObservedChannel(
            String type, Kind kind, @Nullable Integer size, @Nullable Integer capacity, @Nullable Stack createdAt) {
        this(type, kind, size, capacity, createdAt, false, Map.of());
    }

    /** Returns the same channel with its creation stack, or null if not known. */
    public ObservedChannel madeAt(@Nullable Stack place) {
        return new ObservedChannel(type, kind, size, capacity, place, own, state);
    }

    /** Written by hand since this record is a key, see {@link Frame#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ObservedChannel c
                && kind == c.kind
                && own == c.own
                && type.equals(c.type)
                && Objects.equals(size, c.size)
                && Objects.equals(capacity, c.capacity)
                && Objects.equals(createdAt, c.createdAt);
    }

    @Override
    public int hashCode() {
        return (type.hashCode() * 31 + Objects.hashCode(size)) * 31 + Objects.hashCode(createdAt);
    }
}
