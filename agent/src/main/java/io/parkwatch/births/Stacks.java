// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.finding.CustomFrame;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Turns the JVM's stack elements into interned {@link Stack}s. Used by the watcher's thread only. */
public final class Stacks {
    /** Above this size the table is cleared: stacks in use stay valid, and only sharing is lost. */
    private static final int MOST = 8192;

    /** A platform thread's own holder, created by its constructor. */
    private static final String HOLDER = "java.lang.Thread$FieldHolder";

    /** The class of the frames that a hook leaves on top of a creation stack. */
    private static final String HUB = "java.util.concurrent.locks.ParkwatchHub";

    private final Instrumentation instrumentation;
    private final CustomTypes types;
    private final Map<Stack, Stack> interned = new HashMap<>();

    /** By the name of a class that was met on a stack or is a queue, whether it is a queue. */
    private final Map<String, Boolean> queues = new HashMap<>();

    private final Set<String> threadTypes = new HashSet<>();

    /** The loaded classes that belong to the program's own channel types, by name. */
    private Map<String, CustomClass> customClasses = new HashMap<>();

    /**
     * A class that belongs to the program's own channel types.
     *
     * @param types these types, the nearest first
     * @param bases the classes of the program that it extends, whose methods its own may call
     */
    private record CustomClass(Set<String> types, Set<String> bases) {}

    public Stacks(Instrumentation instrumentation, CustomTypes types) {
        this.instrumentation = instrumentation;
        this.types = types;
    }

    /** Returns the stack of a wait, innermost first. */
    public Stack of(StackTraceElement[] elements) {
        learn(elements);
        return of(elements, 0);
    }

    /**
     * Returns the stack of a creation, without the frames of the hook and of {@code born}'s constructors, which are no
     * place of the program whichever superclass declares them.
     */
    @Nullable
    Stack ofCreation(Throwable trace, @Nullable Object born) {
        StackTraceElement[] elements = trace.getStackTrace();
        learn(elements);
        int from = 0;
        while (from < elements.length && !isHub(elements[from])) {
            from++;
        }
        if (from == elements.length) {
            return null;
        }
        while (from < elements.length && (isHub(elements[from]) || isConstructor(elements[from], born))) {
            from++;
        }
        return of(elements, from);
    }

    private static boolean isHub(StackTraceElement element) {
        return element.getClassName().equals(HUB);
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

    private Stack of(StackTraceElement[] elements, int from) {
        List<Frame> frames = new ArrayList<>(elements.length - from);
        for (int i = from; i < elements.length; i++) {
            StackTraceElement e = elements[i];
            String type = e.getClassName();
            // A hidden class, such as a lambda's, has an address in its name. JDK 17 shows its frames in other threads'
            // stacks.
            if (type.indexOf('/') < 0) {
                frames.add(new Frame(
                        type,
                        e.getMethodName(),
                        e.getFileName(),
                        e.getLineNumber(),
                        queues.getOrDefault(type, false),
                        custom(type, e.getMethodName())));
            }
        }
        inherit(frames);
        Stack stack = new Stack(frames);
        if (interned.size() > MOST) {
            interned.clear();
        }
        Stack known = interned.putIfAbsent(stack, stack);
        return known == null ? stack : known;
    }

    /** Marks the superclass methods that a channel's method calls as the channel's own. */
    private void inherit(List<Frame> frames) {
        String channel = "";
        Set<String> inherited = Set.of();
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            CustomFrame own = frame.own();
            if (own != null) {
                channel = own.type();
                CustomClass custom = customClasses.get(frame.className());
                inherited = custom == null ? Set.of() : custom.bases;
            } else if (inherited.contains(frame.className())) {
                frames.set(i, frame.within(new CustomFrame(channel, null)));
            } else {
                inherited = Set.of();
            }
        }
    }

    /** Learns which classes are queues or threads. Searches the loaded classes: 20,000 take less than a millisecond. */
    private void learn(StackTraceElement[] elements) {
        for (StackTraceElement element : elements) {
            if (!queues.containsKey(element.getClassName())) {
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
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all == null) {
            // The JVM is about to end.
            return;
        }
        Set<String> names = new HashSet<>();
        for (StackTraceElement element : elements) {
            names.add(element.getClassName());
        }
        if (types.meets()) {
            for (Class<?> loaded : all) {
                if (loaded.getClassLoader() != null && names.contains(loaded.getName())) {
                    types.meet(loaded);
                }
            }
        }
        for (Class<?> loaded : all) {
            if (BlockingQueue.class.isAssignableFrom(loaded)) {
                queues.put(loaded.getName(), true);
            } else if (Thread.class.isAssignableFrom(loaded)) {
                threadTypes.add(loaded.getName());
            }
        }
        if (types.any()) {
            learnCustom(all);
        }
        // Last: if memory ran out before, the next stack tries again.
        for (String name : names) {
            queues.putIfAbsent(name, false);
        }
    }

    private void learnCustom(Class<?>[] all) {
        Map<String, CustomClass> learnt = new HashMap<>();
        List<Class<?>> named = types.among(all);
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : all) {
            CustomClass custom = null;
            for (Class<?> type : named) {
                if (type.isAssignableFrom(loaded) && !loaded.isHidden()) {
                    custom = learnt.computeIfAbsent(
                            loaded.getName(), n -> new CustomClass(new LinkedHashSet<>(), new HashSet<>()));
                    custom.types.add(type.getName());
                }
            }
            if (custom != null) {
                found.add(loaded);
                for (Class<?> base = loaded.getSuperclass(); base != null; base = base.getSuperclass()) {
                    if (base.getClassLoader() != null) {
                        custom.bases.add(base.getName());
                    }
                }
            }
        }
        customClasses = learnt;
        types.know(found);
    }

    /** Returns the channel type of a frame. A helper nested in one belongs to it, without its operations. */
    private @Nullable CustomFrame custom(String className, String method) {
        int end = types.any() ? className.length() : -1;
        for (; end > 0; end = className.lastIndexOf('$', end - 1)) {
            String name = className.substring(0, end);
            CustomClass custom = customClasses.get(name);
            if (custom != null || types.isNamed(name)) {
                Set<String> names = custom == null ? Set.of(name) : custom.types;
                return end == className.length()
                        ? custom(names, method)
                        : new CustomFrame(names.iterator().next(), null);
            }
        }
        return null;
    }

    private CustomFrame custom(Set<String> names, String method) {
        for (String type : names) {
            Role role = types.role(type, method);
            if (role != null) {
                return new CustomFrame(type, role);
            }
        }
        return new CustomFrame(names.iterator().next(), null);
    }
}
