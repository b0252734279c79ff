// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds private members of a library in one class loader. If any is missing, the release is unknown. */
public final class Library {
    private final @Nullable ClassLoader loader;
    private final Instrumentation instrumentation;

    /** {@code of} is any class of the library. */
    public Library(Class<?> of, Instrumentation instrumentation) {
        this.loader = of.getClassLoader();
        this.instrumentation = instrumentation;
    }

    /** Returns the class of this name without initializing it. */
    public Class<?> type(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, false, loader);
        open(type);
        return type;
    }

    /** Opens a named module, which otherwise hides its private fields. */
    private void open(Class<?> type) {
        Module module = type.getModule();
        if (module.isNamed() && !module.isOpen(type.getPackageName(), Library.class.getModule())) {
            Map<String, Set<Module>> opens = new HashMap<>();
            for (String name : module.getPackages()) {
                opens.put(name, Set.of(Library.class.getModule()));
            }
            instrumentation.redefineModule(module, Set.of(), Map.of(), opens, Set.of(), Map.of());
        }
    }

    /** Returns the first of these fields that a class has: releases differ in names. */
    public LibraryField field(String type, String... names) throws ReflectiveOperationException {
        Class<?> owner = type(type);
        return new LibraryField(owner, field(owner, names));
    }

    /** Returns the first of these fields that a class has. */
    public static VarHandle field(Class<?> type, String... names) throws ReflectiveOperationException {
        for (String name : names) {
            try {
                return in(type).unreflectVarHandle(type.getDeclaredField(name));
            } catch (NoSuchFieldException another) {
                // The next name, or none.
            }
        }
        throw new NoSuchFieldException(type.getName() + '.' + names[0]);
    }

    /** Returns a field of this type without loading anything. */
    public VarHandle field(Class<?> type, String name, Class<?> declared) throws ReflectiveOperationException {
        open(type);
        return in(type).findVarHandle(type, name, declared);
    }

    /** Returns a method without parameters as this class defines it, even if a subclass overrides it. */
    public static LibraryMethod own(Class<?> type, String name, Class<?> result) throws ReflectiveOperationException {
        return method(type, in(type).findSpecial(type, name, MethodType.methodType(result), type));
    }

    /** Returns a method without parameters of an interface. */
    public static LibraryMethod method(Class<?> type, String name, Class<?> result)
            throws ReflectiveOperationException {
        return method(type, in(type).findVirtual(type, name, MethodType.methodType(result)));
    }

    private static LibraryMethod method(Class<?> type, MethodHandle handle) {
        return new LibraryMethod(type, handle.asType(MethodType.genericMethodType(1)));
    }

    private static Lookup in(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }
}
