// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.coreasync;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.LibraryMethod;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Clojure's variables in one class loader, private ones included: root values, not the bindings of a thread. */
final class Vars {
    private final MethodHandle named;
    private final MethodHandle find;
    private final LibraryField root;

    Vars(Library library) throws ReflectiveOperationException {
        Class<?> symbol = library.type("clojure.lang.Symbol");
        Class<?> variable = library.type("clojure.lang.Var");
        named = MethodHandles.publicLookup()
                .findStatic(symbol, "intern", MethodType.methodType(symbol, String.class, String.class));
        find = MethodHandles.publicLookup().findStatic(variable, "find", MethodType.methodType(variable, symbol));
        root = library.field("clojure.lang.Var", "root");
    }

    Object find(String namespace, String name) throws ReflectiveOperationException {
        Object found;
        try {
            found = find.invoke(named.invoke(namespace, name));
        } catch (Throwable t) {
            throw LibraryMethod.failed(t);
        }
        if (found == null) {
            throw new NoSuchFieldException(namespace + '/' + name);
        }
        return found;
    }

    @Nullable
    Object value(Object variable) {
        return root.get(variable);
    }
}
