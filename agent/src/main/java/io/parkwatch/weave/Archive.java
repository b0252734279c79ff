// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Archives of loaded classes that a JVM can read and write. All needs {@code jdk.internal.misc} open to us. */
public final class Archive {
    /** The first release that records one while a program runs. */
    private static final int RECORDS = 24;

    private Archive() {}

    /**
     * Whether this JVM was told of an archive that may hold classes of the program: these come past the class loaders' own methods. True
     * also where it can't be known.
     */
    static boolean maybeInUse() {
        try {
            return names(VmArguments.all());
        } catch (ReflectiveOperationException | LinkageError e) {
            return true;
        }
    }

    /**
     * Whether this JVM records an AOT cache. Of one in which {@code java.lang.Thread} was changed, 25 dies at its end, and the cache is
     * lost also where the change was undone.
     */
    public static boolean isRecorded() {
        if (Runtime.version().feature() < RECORDS) {
            return false;
        }
        try {
            Class<?> cds = Class.forName("jdk.internal.misc.CDS", true, null);
            MethodHandle records = MethodHandles.privateLookupIn(cds, MethodHandles.lookup())
                    .findStatic(cds, "isDumpingStaticArchive", MethodType.methodType(boolean.class));
            return (boolean) records.invokeExact();
        } catch (Throwable t) {
            return false;
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
