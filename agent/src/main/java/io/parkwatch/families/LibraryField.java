// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A field of one class of a library. */
public record LibraryField(Class<?> owner, VarHandle handle) {
    public boolean isIn(@Nullable Object object) {
        return owner.isInstance(object);
    }

    /** Returns the present value, null if the field holds none. */
    @NullUnmarked
    public Object get(Object of) {
        return handle.getVolatile(of);
    }
}
