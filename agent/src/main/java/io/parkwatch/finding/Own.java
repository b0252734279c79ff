// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * What a frame has to do with a channel type of the program's own.
 *
 * @param type the named class or interface: the frame's class is it, extends it, implements it, or is nested in one
 *     that does
 * @param role what the frame's method does; null: it is not one of the named
 */
public record Own(String type, @Nullable Role role) {

    /** Part of a key, see {@link Frame#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Own o && role == o.role && type.equals(o.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
