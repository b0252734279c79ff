// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Opens the JDK packages that the agent reads, to the agent alone. */
public final class Packages {
    private Packages() {}

    /** Opens the packages. Must run before any other code of the agent reads the JDK's fields. */
    public static void open(Instrumentation instrumentation) {
        open(
                instrumentation,
                Object.class.getModule(),
                "java.io",
                "java.lang",
                "java.lang.ref",
                "java.util",
                "jdk.internal.vm",
                "jdk.internal.misc",
                "jdk.internal.reflect",
                "java.util.concurrent",
                "java.util.concurrent.atomic",
                "java.util.concurrent.locks");
        Optional<Module> management = ModuleLayer.boot().findModule("java.management");
        if (management.isPresent()) {
            open(instrumentation, management.get(), "sun.management");
        }
    }

    /** Opens the packages that lead to the beans of the platform's server. */
    public static void openManagement(Instrumentation instrumentation) {
        open(
                instrumentation,
                ManagementFactory.class.getModule(),
                "java.lang.management",
                "com.sun.jmx.interceptor",
                "com.sun.jmx.mbeanserver");
    }

    private static void open(Instrumentation instrumentation, Module module, String... packages) {
        Map<String, Set<Module>> opens = new HashMap<>();
        for (String name : packages) {
            if (module.getPackages().contains(name)) {
                opens.put(name, Set.of(Packages.class.getModule()));
            }
        }
        instrumentation.redefineModule(module, Set.of(), Map.of(), opens, Set.of(), Map.of());
    }

    /** Returns a lookup with full access to a class of such a package. */
    public static Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    /** Reports whether nobody has used a class yet. Reading a static field would initialize it. */
    public static boolean isUninitialized(Class<?> type) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe", false, null);
        try {
            return (boolean) lookup(unsafe)
                    .findVirtual(unsafe, "shouldBeInitialized", MethodType.methodType(boolean.class, Class.class))
                    .bindTo(lookup(unsafe)
                            .findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe))
                            .asType(MethodType.methodType(Object.class))
                            .invokeExact())
                    .invokeExact(type);
        } catch (ReflectiveOperationException notInThisRelease) {
            throw notInThisRelease;
        } catch (Throwable t) {
            throw failure("the JVM does not say whether a class is initialized", t);
        }
    }

    public static VarHandle field(Class<?> of, String name, Class<?> type) throws ReflectiveOperationException {
        return lookup(of).findVarHandle(of, name, type);
    }

    /** Returns access to the queue of the threads that wait at a latch. */
    public static VarHandle latchSync() throws ReflectiveOperationException {
        return field(
                CountDownLatch.class, "sync", Class.forName("java.util.concurrent.CountDownLatch$Sync", false, null));
    }

    /** Converts what a method of the JDK threw. Rethrows an error: the next look tries again when memory ran out. */
    public static IllegalStateException failure(String text, Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(text, thrown);
    }
}
