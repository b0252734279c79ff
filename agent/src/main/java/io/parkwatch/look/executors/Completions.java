// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.executors;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a queued task to the future that it completes, and on to those that wait for that one. A task drops its
 * future before it runs, so only queued ones lead anywhere.
 */
public final class Completions {
    /** The most dependents of one task that are followed. */
    private static final int MOST = 10_000;

    private final @Nullable Fields fields = Fields.find();

    /** A class of tasks, and the future that each completes. */
    private record Completer(Class<?> type, VarHandle future) {
        static Completer find(String name) throws ReflectiveOperationException {
            Class<?> type = inner(name);
            return new Completer(type, Packages.field(type, "dep", CompletableFuture.class));
        }
    }

    private static Class<?> inner(String name) throws ClassNotFoundException {
        return Class.forName(CompletableFuture.class.getName() + "$" + name, false, null);
    }

    /**
     * @param suppliers the tasks that have no source
     * @param dependent the tasks that complete one future when another one is complete
     * @param eithers dependents of two futures, the first of which suffices
     * @param second the other part of a dependent of two futures
     * @param action what is called when a future is complete
     * @param canceller such an action of a future with a time-out: it stops the timer
     */
    private record Fields(
            List<Completer> suppliers,
            Completer dependent,
            List<Class<?>> eithers,
            Class<?> second,
            VarHandle base,
            VarHandle result,
            VarHandle stack,
            VarHandle next,
            Class<?> whenComplete,
            VarHandle action,
            Class<?> canceller) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> completion = inner("Completion");
                Class<?> second = inner("CoCompletion");
                Class<?> whenComplete = inner("UniWhenComplete");
                return new Fields(
                        List.of(Completer.find("AsyncSupply"), Completer.find("AsyncRun")),
                        Completer.find("UniCompletion"),
                        List.of(inner("OrApply"), inner("OrAccept"), inner("OrRun")),
                        second,
                        Packages.field(second, "base", inner("BiCompletion")),
                        Packages.field(CompletableFuture.class, "result", Object.class),
                        Packages.field(CompletableFuture.class, "stack", completion),
                        Packages.field(completion, "next", completion),
                        whenComplete,
                        Packages.field(whenComplete, "fn", BiConsumer.class),
                        inner("Canceller"));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        /** Returns the future that a task completes once it runs; null if it is none of these tasks. */
        @Nullable
        Object completedBy(Object task) {
            for (Completer supplier : suppliers) {
                if (supplier.type.isInstance(task)) {
                    return supplier.future.getVolatile(task);
                }
            }
            return dependent.type.isInstance(task) ? dependent.future.getVolatile(task) : null;
        }

        /** Returns the future that can't be complete before the one that has this dependent; null if there is none. */
        @Nullable
        Object dependsOnIt(Object of) {
            Object part = second.isInstance(of) ? base.getVolatile(of) : of;
            return !dependent.type.isInstance(part) || eithers.contains(part.getClass())
                    ? null
                    : dependent.future.getVolatile(part);
        }
    }

    /** Takes what a thread is parked with. */
    @FunctionalInterface
    public interface Visitor {
        /** {@code timed} is whether a time-out of a future may end the wait before the task has run. */
        void visit(Object parkedWith, boolean timed);
    }

    private record Step(Object future, boolean timed) {}

    /** Visits whatever threads are parked with that can't go on before a queued task has run. */
    public void forEach(Object task, Visitor visitor) {
        Object first = fields == null ? null : fields.completedBy(task);
        if (fields == null || first == null) {
            return;
        }
        Deque<Step> open = new ArrayDeque<>();
        open.add(new Step(first, false));
        int left = MOST;
        for (Step step = open.poll(); step != null; step = open.poll()) {
            Object future = step.future;
            boolean timed = step.timed || isTimed(fields, future);
            Object of = fields.result.getVolatile(future) == null ? fields.stack.getVolatile(future) : null;
            for (; of != null && left > 0; of = fields.next.getVolatile(of), left--) {
                visitor.visit(of, timed);
                Object next = fields.dependsOnIt(of);
                if (next != null) {
                    open.add(new Step(next, timed));
                }
            }
        }
    }

    /** Reports whether the future has a time-out, or more dependents than are read. */
    private static boolean isTimed(Fields fields, Object future) {
        int left = MOST;
        for (Object of = fields.stack.getVolatile(future); of != null; of = fields.next.getVolatile(of)) {
            if (left-- == 0
                    || (fields.whenComplete.isInstance(of)
                            && fields.canceller.isInstance(fields.action.getVolatile(of)))) {
                return true;
            }
        }
        return false;
    }
}
