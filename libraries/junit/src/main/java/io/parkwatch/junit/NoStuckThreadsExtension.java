// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.TagScope;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.PreInterruptCallback;
import org.junit.jupiter.api.extension.PreInterruptContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Fails tests that leave threads stuck: those with {@link NoStuckThreads}, or all of them where JUnit detects
 * extensions by itself. While code of a test runs, its thread has the test's id as its tag, and so have the threads
 * that it makes. Keeps its state with JUnit, since tests run in parallel.
 */
public final class NoStuckThreadsExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor,
                PreInterruptCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(NoStuckThreadsExtension.class);

    /** JUnit makes it. */
    public NoStuckThreadsExtension() {}

    private static TestRun run(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestRun.class, key -> TestRun.start(context), TestRun.class);
    }

    private static @Nullable Judged judged(ExtensionContext context) {
        Check check = context.getStore(NAMESPACE).get(context.getUniqueId(), Check.class);
        return check == null ? null : check.judged();
    }

    private static void begin(ExtensionContext context) {
        Judged around = context.getParent().map(NoStuckThreadsExtension::judged).orElse(null);
        Settings settings = around == null ? Settings.of(context) : Settings.of(context, around.settings);
        if (settings.scope().equals("off")) {
            return;
        }
        TestRun run = run(context);
        Judged begun = run.begin(context, settings);
        if (begun != null) {
            context.getStore(NAMESPACE).put(context.getUniqueId(), new Check(run, begun, context));
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        begin(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        begin(context);
    }

    /** Ends the test; it is judged once other extensions have done their part. */
    @Override
    public void afterEach(ExtensionContext context) {
        Judged test = judged(context);
        if (test != null) {
            run(context).end(test);
        }
    }

    /** Prints what is stuck before JUnit interrupts a test at its time-out. */
    @Override
    public void beforeThreadInterrupt(PreInterruptContext interrupts, ExtensionContext context) {
        if (judged(context) != null) {
            System.err.println(run(context).atTimeout(context));
        }
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
            throws Throwable {
        begin(context);
        tagged(invocation, context);
    }

    private static <T extends @Nullable Object> T tagged(Invocation<T> invocation, ExtensionContext context)
            throws Throwable {
        Judged judged = judged(context);
        if (judged == null) {
            return invocation.proceed();
        }
        TagScope scope = Parkwatch.tag(judged.tag);
        try {
            return invocation.proceed();
        } finally {
            scope.close();
        }
    }

    @Override
    public <T> T interceptTestClassConstructor(
            Invocation<T> invocation, ReflectiveInvocationContext<Constructor<T>> of, ExtensionContext context)
            throws Throwable {
        return tagged(invocation, context);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }

    @Override
    public <T extends @Nullable Object> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        return tagged(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> of, ExtensionContext context)
            throws Throwable {
        tagged(invocation, context);
    }
}
