// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.junit;

import io.parkwatch.api.Parkwatch;
import io.parkwatch.api.WatchedThread;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test, a class or the whole run: what is judged as one, and what threads are booked to. */
final class Judged {
    /** The id of the whole run. */
    static final String RUN = "run";

    /** Where {@link Parkwatch#births} has the number of starts. */
    private static final int STARTS = 2;

    final String id;

    /** The tag of what it starts: its id, or that of the class or run that is judged instead. */
    final String tag;

    /** What people call it. */
    final String name;

    /** The class whose end judges what it left later; empty for the run. */
    final String type;

    /** Whether it is a class or the run, and not a test. */
    final boolean isContainer;

    /** The class that declares the method of a test; null if it has none. */
    final @Nullable String declaring;

    final @Nullable String method;
    final Settings settings;
    final Instant began = Instant.now();
    private final List<Integer> firstBirths = Parkwatch.births();
    private volatile @Nullable List<Integer> endBirths;

    /** When it ended; null while it runs. */
    volatile @Nullable Instant ended;

    /** Whether no other test has run meanwhile. */
    volatile boolean alone = true;

    Judged(ExtensionContext context, Settings settings) {
        this.id = context.getUniqueId();
        this.tag = tag(context, settings.scope());
        this.isContainer = context.getElement().filter(Class.class::isInstance).isPresent();
        this.type = type(context);
        this.declaring = context.getTestMethod()
                .map(test -> test.getDeclaringClass().getName())
                .orElse(null);
        this.method = context.getTestMethod().map(test -> test.getName()).orElse(null);
        this.name = isContainer ? type : type + "." + name(context);
        this.settings = settings;
    }

    Judged(Settings settings) {
        this.id = RUN;
        this.tag = RUN;
        this.name = "the run";
        this.isContainer = true;
        this.type = "";
        this.declaring = null;
        this.method = null;
        this.settings = settings;
    }

    private static String tag(ExtensionContext context, String scope) {
        if (scope.equals("run")) {
            return RUN;
        }
        ExtensionContext of = context;
        while (scope.equals("class")
                && of.getTestMethod().isPresent()
                && of.getParent().isPresent()) {
            of = of.getParent().get();
        }
        return of.getUniqueId();
    }

    /** Returns the class of a test; a dynamic one has that of its factory. */
    private static String type(ExtensionContext context) {
        for (Optional<ExtensionContext> at = Optional.of(context);
                at.isPresent();
                at = at.get().getParent()) {
            if (at.get().getTestClass().isPresent()) {
                return at.get().getTestClass().get().getName();
            }
        }
        return "";
    }

    /** Returns the name of a test in its class. The one that JUnit shows tells invocations of a method apart. */
    private static String name(ExtensionContext context) {
        String shown = context.getDisplayName();
        String method = context.getTestMethod()
                .or(() -> context.getParent().flatMap(ExtensionContext::getTestMethod))
                .map(Method::getName)
                .orElse("");
        return shown.startsWith(method + "(") ? method + "()" : method + "() " + shown;
    }

    void end() {
        endBirths = Parkwatch.births();
        ended = Instant.now();
    }

    /** Reports whether a thread was started, or the task of a pool made, while this test ran. */
    boolean isBornMeanwhile(WatchedThread thread) {
        List<Integer> end = endBirths;
        int kind = thread.taskMadeAt().isEmpty() ? 0 : 1;
        return thread.number() >= firstBirths.get(kind) && (end == null || thread.number() < end.get(kind));
    }

    /** Reports whether a thread may have started since it began, up to its end. */
    boolean anyStarts() {
        List<Integer> end = endBirths;
        int now = end == null ? Parkwatch.starts() : end.get(STARTS);
        return now == -1 || now != firstBirths.get(STARTS);
    }
}
