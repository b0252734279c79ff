// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Whether this JVM was told of an archive that may hold classes of the program: these come past the class loaders' own methods. */
final class Archive {
    private Archive() {}

    /** True also where it can't be known. Needs {@code jdk.internal.misc} open to us. */
    static boolean maybeInUse() {
        try {
            Class<?> vm = Class.forName("jdk.internal.misc.VM", true, null);
            MethodHandle arguments = MethodHandles.privateLookupIn(vm, MethodHandles.lookup())
                    .findStatic(vm, "getRuntimeArguments", MethodType.methodType(String[].class));
            return names((String[]) arguments.invokeExact());
        } catch (Throwable t) {
            return true;
        }
    }

    private static boolean names(String[] arguments) {
        for (String argument : arguments) {
            for (String option : new String[] {"SharedArchiveFile", "AutoCreateSharedArchive", "AOTCache", "AOTMode"}) {
                if (argument.startsWith("-XX:") && argument.contains(option)) {
                    return true;
                }
            }
        }
        return false;
    }
}
