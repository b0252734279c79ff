// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What this JVM was started with, those of the environment's variables included. */
public final class VmArguments {
    private VmArguments() {}

    /** Needs {@code jdk.internal.misc} open to us; throws where the JDK has it no more. */
    public static String[] all() throws ReflectiveOperationException {
        Class<?> vm = Class.forName("jdk.internal.misc.VM", true, null);
        MethodHandle arguments = MethodHandles.privateLookupIn(vm, MethodHandles.lookup())
                .findStatic(vm, "getRuntimeArguments", MethodType.methodType(String[].class));
        try {
            return (String[]) arguments.invokeExact();
        } catch (Throwable t) {
            throw new ReflectiveOperationException(t);
        }
    }
}
