// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.kotlinx;

import io.parkwatch.families.Library;
import io.parkwatch.families.LibraryField;
import io.parkwatch.families.LibraryMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coroutine of a suspended continuation: the frames in which it will resume (as Kotlin's compiler recorded
 * them for debuggers), its name and its job. Calls only what the libraries themselves define.
 */
final class Continuations {
    /** The continuation that resumes last and releases the main thread. */
    private static final String MAIN = "kotlin.coroutines.jvm.internal.RunSuspend";

    private static final int MOST_FRAMES = 256;
    private static final int MOST_ELEMENTS = 1_000;
    private static final int MOST_PARENTS = 100;

    private final LibraryField delegate;
    private final LibraryField contextOf;
    private final LibraryField dispatched;
    /** The fields of those that wrap another one. */
    private final List<LibraryField> wrapped;

    private final LibraryField completion;
    private final LibraryField compiledContext;
    private final LibraryMethod frame;
    private final LibraryMethod caller;
    private final LibraryField left;
    private final LibraryField element;
    private final LibraryField name;
    private final Class<?> job;
    private final LibraryMethod parent;
    private final LibraryField blocked;
    private final SourceLines lines = new SourceLines();

    Continuations(Library library) throws ReflectiveOperationException {
        delegate = library.field("kotlinx.coroutines.CancellableContinuationImpl", "delegate");
        contextOf = library.field("kotlinx.coroutines.CancellableContinuationImpl", "context");
        dispatched = library.field("kotlinx.coroutines.internal.DispatchedContinuation", "continuation");
        wrapped = List.of(delegate, dispatched, library.field("kotlinx.coroutines.internal.ScopeCoroutine", "uCont"));
        completion = library.field("kotlin.coroutines.jvm.internal.BaseContinuationImpl", "completion");
        compiledContext = library.field("kotlin.coroutines.jvm.internal.ContinuationImpl", "_context");
        frame = Library.own(completion.owner(), "getStackTraceElement", StackTraceElement.class);
        Class<?> stackFrame = library.type("kotlin.coroutines.jvm.internal.CoroutineStackFrame");
        caller = Library.method(stackFrame, "getCallerFrame", stackFrame);
        left = library.field("kotlin.coroutines.CombinedContext", "left");
        element = library.field("kotlin.coroutines.CombinedContext", "element");
        name = library.field("kotlinx.coroutines.CoroutineName", "name");
        job = library.type("kotlinx.coroutines.Job");
        parent = Library.own(library.type("kotlinx.coroutines.JobSupport"), "getParent", job);
        blocked = library.field("kotlinx.coroutines.BlockingCoroutine", "blockedThread");
    }

    /** Reports whether the object in a cell is a continuation itself. */
    boolean is(Object waiter) {
        return delegate.isIn(waiter);
    }

    /** Returns the compiler's objects that resume with this continuation, innermost first. */
    List<Object> functions(Object continuation) throws ReflectiveOperationException {
        List<Object> functions = new ArrayList<>();
        Object at = continuation;
        for (int i = 0; at != null && i < MOST_FRAMES; i++) {
            if (completion.isIn(at)) {
                functions.add(at);
            }
            at = next(at);
        }
        return functions;
    }

    /** Returns the recorded frames, innermost first. Those of a {@code suspend fun main} end in {@link #MAIN}. */
    List<StackTraceElement> frames(Object continuation) throws ReflectiveOperationException {
        List<StackTraceElement> frames = new ArrayList<>();
        Object last = null;
        for (Object function : functions(continuation)) {
            if (frame.call(function) instanceof StackTraceElement found) {
                frames.add(lines.real(found, function.getClass()));
            }
            last = completion.get(function);
        }
        if (last != null && last.getClass().getName().equals(MAIN)) {
            frames.add(new StackTraceElement(MAIN, "resumeWith", null, -1));
        }
        return frames;
    }

    private @Nullable Object next(Object at) throws ReflectiveOperationException {
        for (LibraryField field : wrapped) {
            if (field.isIn(at)) {
                return field.get(at);
            }
        }
        if (caller.isIn(at) && at.getClass().getName().startsWith("kotlin")) {
            return caller.call(at);
        }
        return completion.isIn(at) ? completion.get(at) : null;
    }

    /** Returns the first element of this type in a continuation's context. */
    private @Nullable Object find(Object continuation, Class<?> type) {
        return element(context(continuation), type);
    }

    /** A continuation that is dispatched for the first time has its function's context. */
    private @Nullable Object context(Object continuation) {
        Object of = dispatched.isIn(continuation) ? dispatched.get(continuation) : continuation;
        if (contextOf.isIn(of)) {
            return contextOf.get(of);
        }
        return compiledContext.isIn(of) ? compiledContext.get(of) : null;
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
        for (int i = 0; i < MOST_ELEMENTS && element.isIn(context); i++) {
            Object last = element.get(context);
            if (type.isInstance(last)) {
                return last;
            }
            context = left.get(context);
        }
        return type.isInstance(context) ? context : null;
    }

    String name(Object continuation) {
        Object found = find(continuation, name.owner());
        return found == null ? "" : (String) name.get(found);
    }

    /** Returns the outermost job that resumes with this continuation: the coroutine, not the scopes inside it. */
    @Nullable
    Object job(Object continuation) throws ReflectiveOperationException {
        Object found = find(continuation, job);
        Object at = continuation;
        for (int i = 0; at != null && i < MOST_FRAMES; i++) {
            found = job.isInstance(at) ? at : found;
            at = next(at);
        }
        return found;
    }

    /** Returns the job whose child a coroutine is: it references its children, and they what they wait in. */
    @Nullable
    Object parent(@Nullable Object of) throws ReflectiveOperationException {
        return parent.isIn(of) ? parent.call(of) : null;
    }

    /** Returns the coroutine of a continuation, and those whose child it is, innermost first. */
    List<Object> jobs(Object continuation) throws ReflectiveOperationException {
        List<Object> jobs = new ArrayList<>();
        for (Object at = job(continuation); at != null && jobs.size() < MOST_PARENTS; at = parent(at)) {
            jobs.add(at);
        }
        return jobs;
    }

    /** Returns the thread that {@code runBlocking} keeps until this coroutine ends. */
    @Nullable
    Thread blocked(@Nullable Object job) {
        return blocked.isIn(job) ? (Thread) blocked.get(job) : null;
    }
}
