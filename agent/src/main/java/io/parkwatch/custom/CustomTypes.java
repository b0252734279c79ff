// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.custom;

import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The named channel types, and what was read in the class files of their subtypes. Holds names only, so that no class
 * of the program is kept alive; classes of one name in two loaders count as one. Classes may load in any thread.
 */
public final class CustomTypes {
    private final Map<String, Map<String, Role>> named = new ConcurrentHashMap<>();
    private final Map<String, List<CustomField>> fields = new ConcurrentHashMap<>();

    /** The most classes kept, as a program may generate them without end. Later ones are recognized on stacks only. */
    private static final int MOST = 1_000;

    /** The named types and their known subtypes. */
    private final Set<String> all = ConcurrentHashMap.newKeySet();

    /** Names of methods of any type. */
    private final Set<String> methodNames = ConcurrentHashMap.newKeySet();

    /** Methods, as {@code class#method}, whose entry is hooked. */
    private final Set<String> hooked = ConcurrentHashMap.newKeySet();

    /** Fields of classes that are no channel types, but that channel types extend. */
    private final Map<String, List<CustomField>> superFields = new ConcurrentHashMap<>();

    private int late;
    private volatile @Nullable Consumer<? super Class<?>> finder;
    private volatile @Nullable Consumer<Class<?>[]> reader;

    public CustomTypes(List<UserChannel> option) {
        for (UserChannel method : option) {
            add(method);
        }
    }

    /** Names one more method. The first role that is given counts: the option's comes before any annotation's. */
    public void add(UserChannel method) {
        Map<String, Role> methods = named.get(method.className());
        if (methods == null) {
            methods = new ConcurrentHashMap<>();
            Map<String, Role> before = named.putIfAbsent(method.className(), methods);
            methods = before == null ? methods : before;
        }
        methods.putIfAbsent(method.method(), method.role());
        methodNames.add(method.method());
        all.add(method.className());
    }

    /** Sets the reader of the files of classes that loaded before their supertypes were known. */
    public void readBy(Consumer<Class<?>[]> files) {
        reader = files;
    }

    /**
     * Sets the finder of annotations in the files of classes and of their supertypes. It receives classes met on
     * stacks: some may have loaded before they could be read.
     */
    public void meetBy(Consumer<? super Class<?>> annotations) {
        finder = annotations;
    }

    /** Returns the names of the named types and of their known subtypes; the set only grows. */
    public Set<String> all() {
        return all;
    }

    /** Adds a class that extends or implements a named type. */
    public void know(String className) {
        if (all.size() < MOST) {
            all.add(className);
        }
    }

    /** Adds loaded classes that extend or implement a named type, and has unread ones read. */
    public void know(List<Class<?>> loaded) {
        Consumer<Class<?>[]> files = reader;
        List<Class<?>> unread = new ArrayList<>();
        for (Class<?> one : loaded) {
            know(one.getName());
            if (all.contains(one.getName()) && fields.putIfAbsent(one.getName(), List.of()) == null) {
                unread.add(one);
            }
        }
        if (files != null && !unread.isEmpty()) {
            files.accept(unread.toArray(new Class<?>[0]));
            late++;
        }
    }

    public boolean meets() {
        return finder != null;
    }

    /** Passes a class of the program that is met on a stack to the finder. */
    public void meet(Class<?> onStack) {
        Consumer<? super Class<?>> annotations = finder;
        if (annotations != null) {
            annotations.accept(onStack);
        }
    }

    /** Returns how often classes were read that were in use already. Used by the watcher's thread only. */
    public int late() {
        return late;
    }

    public boolean isNamedMethod(String method) {
        return methodNames.contains(method);
    }

    /** Records that the entry of a method is hooked from now on. */
    public void hooked(String className, String method) {
        hooked.add(className + '#' + method);
    }

    /** Undoes {@link #hooked} for a class that stayed unchanged. */
    public void notHooked(String className) {
        hooked.removeIf(method -> method.startsWith(className + '#'));
    }

    public boolean isHooked(String className, String method) {
        return hooked.contains(className + '#' + method);
    }

    public boolean anyHooked() {
        return !hooked.isEmpty();
    }

    public boolean any() {
        return !named.isEmpty();
    }

    /** Returns the named classes and interfaces, which stand for all that extend or implement them. */
    public Set<String> names() {
        return named.keySet();
    }

    public boolean isNamed(String type) {
        return named.containsKey(type);
    }

    /** Returns the named types, each before its supertypes, so that the nearest type of a class comes first. */
    public List<Class<?>> among(Class<?>[] all) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : all) {
            // No named type is in the JDK, so the JDK's names need not be created.
            if (loaded.getClassLoader() != null && isNamed(loaded.getName())) {
                int at = found.size();
                while (at > 0 && !loaded.isAssignableFrom(found.get(at - 1))) {
                    at--;
                }
                found.add(at, loaded);
            }
        }
        return found;
    }

    /** Returns the methods of a named type that were named so far. */
    public Set<String> methods(String type) {
        Map<String, Role> methods = named.get(type);
        return methods == null ? Set.of() : Set.copyOf(methods.keySet());
    }

    /** Returns the role of a method of a named type; null if the method is not named. */
    public @Nullable Role role(String type, String method) {
        Map<String, Role> methods = named.get(type);
        return methods == null ? null : methods.get(method);
    }

    /** Records where instances of a class and of its subclasses keep what a thread may be parked by. */
    public void fields(String className, List<CustomField> all) {
        fields.put(className, all);
    }

    /** Records the same for a class that is no channel type, but that one may extend. */
    public void superFields(String className, List<CustomField> all) {
        superFields.put(className, all);
    }

    /** Returns the fields of this very class; empty if none, or if its class file was not seen. */
    public List<CustomField> fields(String className) {
        List<CustomField> own = fields.getOrDefault(className, List.of());
        return own.isEmpty() ? superFields.getOrDefault(className, own) : own;
    }
}
