// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A method without parameters of one class of a library. */
public record LibraryMethod(Class<?> owner, MethodHandle handle) {
    public boolean isIn(@Nullable Object object) {
        return owner.isInstance(object);
    }

    /** Returns the result, null if the method returns none. */
    @NullUnmarked
    public Object call(Object on) throws ReflectiveOperationException {
        try {
            return (Object) handle.invokeExact(on);
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    /** Returns what it says about the release. Rethrows errors of memory or stack, which say nothing about it. */
    public static ReflectiveOperationException failed(Throwable cause) {
        if (cause instanceof VirtualMachineError none) {
            throw none;
        }
        return cause instanceof ReflectiveOperationException known ? known : new ReflectiveOperationException(cause);
    }
}
