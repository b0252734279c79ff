// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.channels;

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

/**
 * Finds classes, fields and methods of a library as one loader has it, private ones included. Whatever is missing is an
 * unknown release.
 */
public final class Library {
    private final @Nullable ClassLoader loader;
    private final Instrumentation instrumentation;

    /** {@code of}: any class of the library. */
    public Library(Class<?> of, Instrumentation instrumentation) {
        this.loader = of.getClassLoader();
        this.instrumentation = instrumentation;
    }

    /** The class of this name; it is not initialised. */
    public Class<?> type(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, false, loader);
        open(type);
        return type;
    }

    /** A named module keeps its private fields to itself. */
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

    /** The first of these fields that the class has: releases differ in names. */
    public static VarHandle field(Class<?> type, String... names) throws ReflectiveOperationException {
        for (String name : names) {
            try {
                return in(type).unreflectVarHandle(type.getDeclaredField(name));
            } catch (NoSuchFieldException another) {
                // The next one, or none.
            }
        }
        throw new NoSuchFieldException(type.getName() + '.' + names[0]);
    }

    /** A field of this type; nothing is loaded for it. */
    public VarHandle field(Class<?> type, String name, Class<?> declared) throws ReflectiveOperationException {
        open(type);
        return in(type).findVarHandle(type, name, declared);
    }

    /**
     * A method without parameters, called as this class has it, whatever a subclass makes of it; it takes and gives
     * objects.
     */
    public static MethodHandle own(Class<?> type, String name, Class<?> result) throws ReflectiveOperationException {
        return in(type).findSpecial(type, name, MethodType.methodType(result), type)
                .asType(MethodType.methodType(result.isPrimitive() ? result : Object.class, Object.class));
    }

    /** A method without parameters of an interface. */
    public static MethodHandle method(Class<?> type, String name, Class<?> result) throws ReflectiveOperationException {
        return in(type).findVirtual(type, name, MethodType.methodType(result))
                .asType(MethodType.methodType(result.isPrimitive() ? result : Object.class, Object.class));
    }

    private static Lookup in(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    /** What a call throws, as what it says of the release; that there is no memory or stack says nothing of it. */
    public static ReflectiveOperationException failed(Throwable cause) {
        if (cause instanceof VirtualMachineError none) {
            throw none;
        }
        return cause instanceof ReflectiveOperationException known ? known : new ReflectiveOperationException(cause);
    }
}
