// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes that a class loader has loaded, in the JVM's own table: the loader is not asked.
 *
 * @param loaded {@code ClassLoader.findLoadedClass}, which is final
 * @param context the class loader that a thread has for its libraries
 */
record LoadedTypes(MethodHandle loaded, VarHandle context) {
    /** Returns null in a release that keeps them elsewhere. */
    static @Nullable LoadedTypes find() {
        try {
            return new LoadedTypes(
                    Packages.lookup(ClassLoader.class)
                            .findVirtual(
                                    ClassLoader.class,
                                    "findLoadedClass",
                                    MethodType.methodType(Class.class, String.class)),
                    Packages.field(Thread.class, "contextClassLoader", ClassLoader.class));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Returns the class of that name which the loader of an object, or of a thread, knows; null if none does. */
    @Nullable
    Class<?> known(String name, @Nullable Object object, Thread thread) {
        Class<?> known = object == null ? null : named(name, object.getClass().getClassLoader());
        known = known == null ? named(name, thread.getClass().getClassLoader()) : known;
        return known == null ? named(name, (ClassLoader) context.getVolatile(thread)) : known;
    }

    /** Returns the class of that name which a loader has loaded, or has from another one; null if it has none. */
    private @Nullable Class<?> named(String name, @Nullable ClassLoader loader) {
        if (loader == null) {
            return null;
        }
        try {
            return (Class<?>) loaded.invoke(loader, name);
        } catch (Throwable t) {
            throw Packages.failure("the JVM does not say which classes are loaded", t);
        }
    }

    /** Returns the type of a field of {@code user} by its descriptor; null if it is primitive or not loaded. */
    @Nullable
    Class<?> of(String descriptor, Class<?> user) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        if (descriptor.charAt(dimensions) != 'L') {
            return null;
        }
        String name =
                descriptor.substring(dimensions + 1, descriptor.length() - 1).replace('/', '.');
        Class<?> type = name.startsWith("java.") ? jdks(name) : null;
        type = type == null ? named(name, user.getClassLoader()) : type;
        for (int i = 0; type != null && i < dimensions; i++) {
            type = type.arrayType();
        }
        return type;
    }

    private static @Nullable Class<?> jdks(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException | LinkageError inNoModuleOfTheBootLoader) {
            return null;
        }
    }

    /** Reports whether a class is initialized. */
    boolean isInitialized(Class<?> type) {
        try {
            return !Packages.isUninitialized(type);
        } catch (ReflectiveOperationException notInThisRelease) {
            return false;
        }
    }

    /** Returns a static field of an initialized class; null if it has none of that type. */
    @Nullable
    VarHandle staticField(Class<?> type, String name, Class<?> declared) {
        try {
            return Packages.lookup(type).findStaticVarHandle(type, name, declared);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError noStaticField) {
            return null;
        }
    }
}
