// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

import org.jspecify.annotations.Nullable;

/**
 * What the JVM tells of a monitor that a thread wants or waits on. Lives no longer than one look.
 *
 * @param type as {@link Class#getTypeName} has it
 * @param hash its identity hash code; 0: not told
 * @param object itself; null: not told
 */
public record Monitor(String type, int hash, @Nullable Object object) {
    /** Two objects of one class share a hash code once in two thousand million. */
    public boolean is(Object other) {
        return object != null
                ? other == object
                : hash != 0 && other.getClass().getTypeName().equals(type) && System.identityHashCode(other) == hash;
    }
}
