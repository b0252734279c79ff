// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.finding;

import org.jspecify.annotations.Nullable;

/**
 * The relation of a frame to a channel type of the program's own.
 *
 * @param type the named class or interface. The frame's class is this type, extends or implements it, or is nested in a
 *     class that does.
 * @param role role of the frame's method; null if it is none of the named methods
 */
public record CustomFrame(String type, @Nullable Role role) {

    /** Written by hand since this record is part of a key, see {@link Frame#equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CustomFrame o && role == o.role && type.equals(o.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
