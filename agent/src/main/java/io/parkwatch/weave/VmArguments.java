// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What this JVM was started with, those of the environment's variables included, and what archives of classes come of
 * it.
 */
public final class VmArguments {
    private VmArguments() {}

    /** Needs {@code jdk.internal.misc} open to us, as all here; throws where the JDK has it no more. */
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

    /**
     * Whether these name an archive that may hold classes of the program: such classes come past the class loaders' own
     * methods. True also where it can't be known.
     */
    static boolean maybeArchived() {
        try {
            return nameArchive(all());
        } catch (ReflectiveOperationException | LinkageError e) {
            return true;
        }
    }

    /**
     * Whether this JVM records an AOT cache. Of one in which {@code java.lang.Thread} was changed, 25 dies at its end,
     * and the cache is lost also where the change was undone.
     */
    public static boolean recordsArchive() {
        try {
            Class<?> cds = Class.forName("jdk.internal.misc.CDS", true, null);
            MethodHandle records = MethodHandles.privateLookupIn(cds, MethodHandles.lookup())
                    .findStatic(cds, "isDumpingStaticArchive", MethodType.methodType(boolean.class));
            return (boolean) records.invokeExact();
        } catch (Throwable t) {
            return false;
        }
    }

    private static boolean nameArchive(String[] arguments) {
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
