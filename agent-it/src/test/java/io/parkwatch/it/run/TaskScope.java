// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.it.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;

/**
 * Part of watched programs. Calls {@code StructuredTaskScope}, whose previews on 21 and 25 differ, by method handles.
 * Programs invoke {@link #JOIN} themselves, so that they are the place of the wait.
 */
public final class TaskScope {
    public static final MethodHandle OPEN;
    public static final MethodHandle FORK;
    public static final MethodHandle JOIN;

    static {
        try {
            Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            OPEN = Modifier.isInterface(type.getModifiers())
                    ? lookup.unreflect(type.getMethod("open"))
                    : lookup.unreflectConstructor(type.getConstructor());
            FORK = lookup.unreflect(type.getMethod("fork", Callable.class));
            JOIN = lookup.unreflect(type.getMethod("join"));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("scopes need Java 21", e);
        }
    }

    private TaskScope() {}

    /** A body that runs in its own scope. */
    @FunctionalInterface
    public interface Body {
        void work(AutoCloseable scope) throws Throwable;
    }

    /** Runs a body in a scope, which is closed in the end, also if its owner is interrupted. */
    public static void in(Body body) {
        try (AutoCloseable scope = (AutoCloseable) OPEN.invoke()) {
            body.work(scope);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
