// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The arguments that this JVM was started with, environment variables included, and the class archives they name. */
public final class VmArguments {
    private VmArguments() {}

    /**
     * Returns all arguments. Needs {@code jdk.internal.misc} open to the agent.
     *
     * @throws ReflectiveOperationException if the JDK does not have this method any more
     */
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

    /** Reports whether an archive may hold classes of the program, which bypass class loaders' methods. */
    static boolean maybeArchived() {
        try {
            return nameArchive(all());
        } catch (ReflectiveOperationException | LinkageError e) {
            return true;
        }
    }

    /**
     * Reports whether this JVM records an AOT cache. JDK 25 dies at exit if {@code java.lang.Thread} was changed, and
     * loses the cache even if the change was undone.
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
