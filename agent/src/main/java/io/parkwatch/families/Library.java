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

    /** Returns the first of these fields that the class has: releases differ in names. */
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
    public static MethodHandle own(Class<?> type, String name, Class<?> result) throws ReflectiveOperationException {
        return in(type).findSpecial(type, name, MethodType.methodType(result), type)
                .asType(MethodType.methodType(result.isPrimitive() ? result : Object.class, Object.class));
    }

    /** Returns a method without parameters of an interface. */
    public static MethodHandle method(Class<?> type, String name, Class<?> result) throws ReflectiveOperationException {
        return in(type).findVirtual(type, name, MethodType.methodType(result))
                .asType(MethodType.methodType(result.isPrimitive() ? result : Object.class, Object.class));
    }

    private static Lookup in(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    /**
     * Converts the exception of a call into what it says about the release. Rethrows errors of memory or stack, which
     * say nothing about it.
     */
    public static ReflectiveOperationException failed(Throwable cause) {
        if (cause instanceof VirtualMachineError none) {
            throw none;
        }
        return cause instanceof ReflectiveOperationException known ? known : new ReflectiveOperationException(cause);
    }
}
