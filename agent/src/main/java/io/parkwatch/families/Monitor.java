// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import org.jspecify.annotations.Nullable;

/**
 * A monitor that a thread wants or waits on, as the JVM reports it. Must not outlive the look.
 *
 * @param type as {@link Class#getTypeName} returns it
 * @param hash its identity hash code; 0 if not reported
 * @param object the monitor itself; null if not reported
 */
public record Monitor(String type, int hash, @Nullable Object object) {
    /** Compares type and hash if the object is not known: two of one class share a hash once in two billion. */
    public boolean is(Object other) {
        return object != null
                ? other == object
                : hash != 0 && other.getClass().getTypeName().equals(type) && System.identityHashCode(other) == hash;
    }
}
