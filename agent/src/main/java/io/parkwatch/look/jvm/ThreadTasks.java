// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a thread was made to run.
 *
 * @param holder the part of a platform thread that has its task; null before 19, when the thread itself has it
 * @param task what it runs
 * @param virtual the same of virtual threads; null if they are not known
 */
public record ThreadTasks(
        @Nullable VarHandle holder,
        VarHandle task,
        @Nullable Virtual virtual) {

    /** Throws in a release that keeps them elsewhere. */
    public static ThreadTasks find() throws ReflectiveOperationException {
        boolean since19 = Runtime.version().feature() >= 19;
        Class<?> of = since19 ? Class.forName("java.lang.Thread$FieldHolder", false, null) : Thread.class;
        return new ThreadTasks(
                since19 ? Packages.field(Thread.class, "holder", of) : null,
                Packages.field(of, since19 ? "task" : "target", Runnable.class),
                since19 ? Virtual.find() : null);
    }

    /** Returns the task of a thread; null if it has none, or if that is not known. */
    public @Nullable Object of(Thread thread) {
        Object of = holder == null ? thread : holder.getVolatile(thread);
        return of != null ? task.getVolatile(of) : virtual == null ? null : virtual.task(thread);
    }

    /**
     * The tasks of virtual threads.
     *
     * @param continuation what a virtual thread runs in
     * @param target the body of a continuation
     * @param body the class of the bodies that run the task of a thread
     */
    public record Virtual(Class<?> thread, VarHandle continuation, VarHandle target, Class<?> body, VarHandle task) {
        static @Nullable Virtual find() {
            try {
                Class<?> thread = Class.forName("java.lang.VirtualThread", false, null);
                Class<?> continuation = Class.forName("jdk.internal.vm.Continuation", false, null);
                Class<?> body = Class.forName(thread.getName() + "$VThreadContinuation$1", false, null);
                return new Virtual(
                        thread,
                        Packages.field(thread, "cont", continuation),
                        Packages.field(continuation, "target", Runnable.class),
                        body,
                        Packages.field(body, "val$task", Runnable.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        @Nullable
        Object task(Thread of) {
            Object runs = thread.isInstance(of) ? continuation.getVolatile(of) : null;
            Object its = runs == null ? null : target.getVolatile(runs);
            return body.isInstance(its) ? task.getVolatile(its) : null;
        }
    }
}
