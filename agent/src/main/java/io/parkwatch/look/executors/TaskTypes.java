// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads which code of the program a queued task runs. */
public final class TaskTypes {
    private static final String LAMBDA = "$$Lambda";

    /** The JDK's classes that wrap a task, outermost first. */
    private final List<Wrapper> wrappers = new ArrayList<>();

    private record Wrapper(Class<?> type, VarHandle task) {}

    public TaskTypes() {
        wrap(FutureTask.class.getName(), "callable", Callable.class);
        wrap("java.util.concurrent.Executors$RunnableAdapter", "task", Runnable.class);
        wrap(CompletableFuture.class.getName() + "$AsyncSupply", "fn", Supplier.class);
        wrap(CompletableFuture.class.getName() + "$AsyncRun", "fn", Runnable.class);
    }

    private void wrap(String name, String field, Class<?> of) {
        try {
            Class<?> type = Class.forName(name, false, null);
            wrappers.add(new Wrapper(type, Packages.field(type, field, of)));
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            // Such a task is then named by its own class.
        }
    }

    /** Returns the name of the class, or {@code a lambda of} a class; empty if it is the JDK's. */
    public String of(Object task) {
        @Nullable Object at = task;
        for (Wrapper wrapper : wrappers) {
            at = wrapper.type.isInstance(at) ? wrapper.task.getVolatile(at) : at;
        }
        if (at == null || at.getClass().getClassLoader() == null) {
            return "";
        }
        String name = at.getClass().getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : "a lambda of " + name.substring(0, lambda);
    }
}
