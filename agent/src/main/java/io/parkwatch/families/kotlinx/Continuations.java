// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coroutine of a suspended continuation: the frames in which it will resume, its name and its job. Class,
 * method, file and line are what Kotlin's compiler recorded for debuggers. Reads fields, and calls only what the
 * libraries themselves define.
 */
final class Continuations {
    /** The continuation that resumes last and releases the main thread. */
    private static final String MAIN = "kotlin.coroutines.jvm.internal.RunSuspend";

    private static final int MOST_FRAMES = 256;
    private static final int MOST_ELEMENTS = 1_000;

    private final Class<?> cancellable;
    private final VarHandle delegate;
    private final VarHandle contextOf;
    private final Class<?> dispatched;
    private final VarHandle dispatchedTo;
    private final Class<?> scope;
    private final VarHandle scopeOf;
    private final Class<?> base;
    private final VarHandle completion;
    private final Class<?> compiled;
    private final VarHandle compiledContext;
    private final MethodHandle frame;
    private final Class<?> stackFrame;
    private final MethodHandle caller;
    private final Class<?> combined;
    private final VarHandle left;
    private final VarHandle element;
    private final Class<?> named;
    private final VarHandle name;
    private final Class<?> job;
    private final Class<?> support;
    private final MethodHandle parent;
    private final Class<?> blocking;
    private final VarHandle blocked;
    private final SourceLines lines = new SourceLines();

    Continuations(Library library) throws ReflectiveOperationException {
        cancellable = library.type("kotlinx.coroutines.CancellableContinuationImpl");
        delegate = Library.field(cancellable, "delegate");
        contextOf = Library.field(cancellable, "context");
        dispatched = library.type("kotlinx.coroutines.internal.DispatchedContinuation");
        dispatchedTo = Library.field(dispatched, "continuation");
        scope = library.type("kotlinx.coroutines.internal.ScopeCoroutine");
        scopeOf = Library.field(scope, "uCont");
        base = library.type("kotlin.coroutines.jvm.internal.BaseContinuationImpl");
        completion = Library.field(base, "completion");
        compiled = library.type("kotlin.coroutines.jvm.internal.ContinuationImpl");
        compiledContext = Library.field(compiled, "_context");
        frame = Library.own(base, "getStackTraceElement", StackTraceElement.class);
        stackFrame = library.type("kotlin.coroutines.jvm.internal.CoroutineStackFrame");
        caller = Library.method(stackFrame, "getCallerFrame", stackFrame);
        combined = library.type("kotlin.coroutines.CombinedContext");
        left = Library.field(combined, "left");
        element = Library.field(combined, "element");
        named = library.type("kotlinx.coroutines.CoroutineName");
        name = Library.field(named, "name");
        job = library.type("kotlinx.coroutines.Job");
        support = library.type("kotlinx.coroutines.JobSupport");
        parent = Library.own(support, "getParent", job);
        blocking = library.type("kotlinx.coroutines.BlockingCoroutine");
        blocked = Library.field(blocking, "blockedThread");
    }

    /** Reports whether the object in a cell is a continuation itself. */
    boolean is(Object waiter) {
        return cancellable.isInstance(waiter);
    }

    /** Returns the compiler's objects that resume with this continuation, innermost first. */
    List<Object> functions(Object continuation) throws ReflectiveOperationException {
        List<Object> functions = new ArrayList<>();
        Object at = continuation;
        try {
            for (int i = 0; at != null && i < MOST_FRAMES; i++) {
                boolean function = base.isInstance(at);
                if (function) {
                    functions.add(at);
                }
                at = next(at, function);
            }
        } catch (Throwable t) {
            throw Library.failed(t);
        }
        return functions;
    }

    /**
     * Returns the frames, innermost first. Functions for which the compiler recorded nothing are left out. The stack of
     * a {@code suspend fun main} ends in {@link #MAIN}.
     */
    List<StackTraceElement> frames(Object continuation) throws ReflectiveOperationException {
        List<StackTraceElement> frames = new ArrayList<>();
        try {
            Object last = null;
            for (Object function : functions(continuation)) {
                if (frame.invokeExact(function) instanceof StackTraceElement found) {
                    frames.add(lines.real(found, function.getClass()));
                }
                last = completion.get(function);
            }
            if (last != null && last.getClass().getName().equals(MAIN)) {
                frames.add(new StackTraceElement(MAIN, "resumeWith", null, -1));
            }
        } catch (Throwable t) {
            throw Library.failed(t);
        }
        return frames;
    }

    private @Nullable Object next(Object at, boolean function) throws Throwable {
        if (cancellable.isInstance(at)) {
            return delegate.get(at);
        }
        if (dispatched.isInstance(at)) {
            return dispatchedTo.get(at);
        }
        if (scope.isInstance(at)) {
            return scopeOf.get(at);
        }
        if (stackFrame.isInstance(at) && at.getClass().getName().startsWith("kotlin")) {
            return (Object) caller.invokeExact(at);
        }
        return function ? completion.get(at) : null;
    }

    /** Returns the first element of this type in a continuation's context. */
    private @Nullable Object find(Object continuation, Class<?> type) {
        return element(context(continuation), type);
    }

    /** A continuation that is dispatched for the first time has its function's context. */
    private @Nullable Object context(Object continuation) {
        Object of = dispatched.isInstance(continuation) ? dispatchedTo.get(continuation) : continuation;
        if (cancellable.isInstance(of)) {
            return contextOf.get(of);
        }
        return compiled.isInstance(of) ? compiledContext.get(of) : null;
    }

    /** Returns the job that the continuation is a part of, scopes included. */
    @Nullable
    Object ownJob(Object continuation) {
        return find(continuation, job);
    }

    /** Returns the first element of this type; null if there is none. */
    @Nullable
    Object element(@Nullable Object all, Class<?> type) {
        Object context = all;
        for (int i = 0; i < MOST_ELEMENTS && combined.isInstance(context); i++) {
            Object last = element.get(context);
            if (type.isInstance(last)) {
                return last;
            }
            context = left.get(context);
        }
        return type.isInstance(context) ? context : null;
    }

    String name(Object continuation) {
        Object found = find(continuation, named);
        return found == null ? "" : (String) name.get(found);
    }

    /** Returns the outermost job that resumes with this continuation: the coroutine, not the scopes inside it. */
    @Nullable
    Object job(Object continuation) throws ReflectiveOperationException {
        Object found = find(continuation, job);
        Object at = continuation;
        try {
            for (int i = 0; at != null && i < MOST_FRAMES; i++) {
                found = job.isInstance(at) ? at : found;
                at = next(at, base.isInstance(at));
            }
        } catch (Throwable t) {
            throw Library.failed(t);
        }
        return found;
    }

    /** Returns the job whose child a coroutine is: it references its children, and they what they wait in. */
    @Nullable
    Object parent(@Nullable Object of) throws ReflectiveOperationException {
        if (!support.isInstance(of)) {
            return null;
        }
        try {
            return (Object) parent.invokeExact(of);
        } catch (Throwable t) {
            throw Library.failed(t);
        }
    }

    /** Returns the thread that {@code runBlocking} keeps until this coroutine ends. */
    @Nullable
    Thread blocked(@Nullable Object job) {
        return blocking.isInstance(job) ? (Thread) blocked.get(job) : null;
    }
}
