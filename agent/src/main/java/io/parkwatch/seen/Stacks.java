// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Turns the JVM's stack elements into {@link Stack}s, interned. For the watcher's thread only. */
public final class Stacks {
    /** Past this many the table starts anew: what is in use goes on, only sharing is lost. */
    private static final int MOST = 8192;

    /** What a platform thread has to itself, made by its own constructor. */
    private static final String HOLDER = "java.lang.Thread$FieldHolder";

    /** What a hook leaves on top of a creation stack. */
    private static final String HUB = "java.util.concurrent.locks.ParkwatchHub";

    private final Instrumentation instrumentation;
    private final Map<Stack, Stack> interned = new HashMap<>();
    private final Map<String, Boolean> queues = new HashMap<>();
    private final Set<String> threadTypes = new HashSet<>();

    public Stacks(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** The stack of a wait, innermost first. */
    public Stack of(StackTraceElement[] elements) {
        return of(elements, 0);
    }

    /**
     * The stack of a creation: what follows the hook's own frames and the constructors of what was made, which are no place of the
     * program's whatever class of {@code born}'s they stand in.
     */
    @Nullable
    Stack ofCreation(Throwable trace, @Nullable Object born) {
        StackTraceElement[] elements = trace.getStackTrace();
        learn(elements, 0);
        for (int i = 0; i < elements.length; i++) {
            if (elements[i].getClassName().equals(HUB)) {
                int from = i + 1;
                while (from < elements.length && isConstructor(elements[from], born)) {
                    from++;
                }
                return of(elements, from);
            }
        }
        return null;
    }

    private boolean isConstructor(StackTraceElement element, @Nullable Object born) {
        if (born == null || !element.getMethodName().equals("<init>")) {
            return false;
        }
        if (born.getClass().getName().equals(HOLDER) && threadTypes.contains(element.getClassName())) {
            return true;
        }
        for (Class<?> type = born.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(element.getClassName())) {
                return true;
            }
        }
        return false;
    }

    /** Hidden classes, as lambdas are, have an address in their name. 17 shows their frames in other threads' stacks. */
    private static boolean isHidden(StackTraceElement element) {
        return element.getClassName().indexOf('/') >= 0;
    }

    private Stack of(StackTraceElement[] elements, int from) {
        learn(elements, from);
        List<Frame> frames = new ArrayList<>(elements.length - from);
        for (int i = from; i < elements.length; i++) {
            StackTraceElement e = elements[i];
            if (isHidden(e)) {
                continue;
            }
            frames.add(new Frame(
                    e.getClassName(),
                    e.getMethodName(),
                    e.getFileName(),
                    e.getLineNumber(),
                    queues.getOrDefault(e.getClassName(), false)));
        }
        Stack stack = new Stack(frames);
        if (interned.size() > MOST) {
            interned.clear();
        }
        Stack known = interned.putIfAbsent(stack, stack);
        return known == null ? stack : known;
    }

    /** Frames have names only; which are queues or threads, the loaded classes tell: 20,000 classes take below a millisecond. */
    private void learn(StackTraceElement[] elements, int from) {
        for (int i = from; i < elements.length; i++) {
            if (!queues.containsKey(elements[i].getClassName())) {
                learnAll(elements);
                return;
            }
        }
    }

    private void learnAll(StackTraceElement[] elements) {
        if (queues.size() > MOST) {
            queues.clear();
            threadTypes.clear();
        }
        for (StackTraceElement element : elements) {
            queues.putIfAbsent(element.getClassName(), false);
        }
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all == null) {
            // The JVM is about to end.
            return;
        }
        for (Class<?> loaded : all) {
            if (BlockingQueue.class.isAssignableFrom(loaded)) {
                queues.put(loaded.getName(), true);
            } else if (Thread.class.isAssignableFrom(loaded)) {
                threadTypes.add(loaded.getName());
            }
        }
    }
}
