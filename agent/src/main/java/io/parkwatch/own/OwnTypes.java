// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.own;

import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The named channel types and what was read in class files of them and of their subclasses. By names alone, so that no
 * class of the program is held; classes of one name in two loaders are one. Classes load in any thread.
 */
public final class OwnTypes {
    private final Map<String, Map<String, Role>> named = new ConcurrentHashMap<>();
    private final Map<String, List<OwnField>> fields = new ConcurrentHashMap<>();

    /** What programs generate may have no end: later ones are known to the stacks alone. */
    private static final int MOST = 1_000;

    /** The named ones and all that are known to extend or implement them. */
    private final Set<String> all = ConcurrentHashMap.newKeySet();

    /** Names of methods, whosever they are. */
    private final Set<String> methodNames = ConcurrentHashMap.newKeySet();

    /** {@code class#method}: whose entry is told. */
    private final Set<String> hooked = ConcurrentHashMap.newKeySet();

    /** Of classes that only these extend. */
    private final Map<String, List<OwnField>> superFields = new ConcurrentHashMap<>();

    private int late;
    private volatile @Nullable Finder finder;
    private volatile @Nullable Reader reader;

    /** Who reads class files. */
    public interface Reader {
        /** Reads those of classes that came before what they extend was known. */
        void read(Class<?>[] unread);
    }

    /** Who finds annotations. */
    public interface Finder {
        /** Looks for them in the files of classes, and of what these extend and implement. */
        void meet(List<Class<?>> onStacks);
    }

    /** {@code option}: what the user named. */
    public OwnTypes(List<UserChannel> option) {
        for (UserChannel method : option) {
            add(method);
        }
    }

    /** Names one more method. Who comes first is right: the option, before any annotation. */
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

    /** Who is asked to read from now on. */
    public void readBy(Reader who) {
        reader = who;
    }

    /** Who is shown classes from now on that are met on stacks: some may have come before they could be read. */
    public void meetBy(Finder who) {
        finder = who;
    }

    /** The names of the named ones and of all that are known to extend or implement them; it only grows. */
    public Set<String> all() {
        return all;
    }

    /** Adds one that extends or implements a named one. */
    public void know(String className) {
        if (all.size() < MOST) {
            all.add(className);
        }
    }

    /** Adds loaded classes that extend or implement a named one, and has those read that were not. */
    public void know(List<Class<?>> loaded) {
        Reader who = reader;
        List<Class<?>> unread = new ArrayList<>();
        for (Class<?> one : loaded) {
            know(one.getName());
            if (all.contains(one.getName()) && fields.putIfAbsent(one.getName(), List.of()) == null) {
                unread.add(one);
            }
        }
        if (who != null && !unread.isEmpty()) {
            who.read(unread.toArray(new Class<?>[0]));
            late++;
        }
    }

    /** Whether anybody is shown them. */
    public boolean meets() {
        return finder != null;
    }

    /** Shows classes of the program's that are met on stacks. */
    public void meet(List<Class<?>> onStacks) {
        Finder who = finder;
        if (who != null) {
            who.meet(onStacks);
        }
    }

    /** How often classes were read that had been in use already. For the watcher's thread. */
    public int late() {
        return late;
    }

    /** Whether a method of this name is one of some type's. */
    public boolean isNamedMethod(String method) {
        return methodNames.contains(method);
    }

    /** Notes that the entry of a method is told from now on. */
    public void hooked(String className, String method) {
        hooked.add(className + '#' + method);
    }

    /** Takes that back: the class stayed as it was. */
    public void notHooked(String className) {
        hooked.removeIf(method -> method.startsWith(className + '#'));
    }

    public boolean isHooked(String className, String method) {
        return hooked.contains(className + '#' + method);
    }

    public boolean anyHooked() {
        return !hooked.isEmpty();
    }

    /** Whether there is any. */
    public boolean any() {
        return !named.isEmpty();
    }

    /** The classes and interfaces that stand for all that extend or implement them. */
    public Set<String> names() {
        return named.keySet();
    }

    public boolean isNamed(String type) {
        return named.containsKey(type);
    }

    /** The methods of a named type, as far as they were named until now. */
    public Set<String> methods(String type) {
        Map<String, Role> methods = named.get(type);
        return methods == null ? Set.of() : Set.copyOf(methods.keySet());
    }

    /** What a method of a named type does; null: it is not one of the named. */
    public @Nullable Role role(String type, String method) {
        Map<String, Role> methods = named.get(type);
        return methods == null ? null : methods.get(method);
    }

    /** Notes where instances of this class, and of its subclasses, keep what a thread may be parked by. */
    public void fields(String className, List<OwnField> all) {
        fields.put(className, all);
    }

    /** The same of a class that is none of these, but that some may extend. */
    public void superFields(String className, List<OwnField> all) {
        superFields.put(className, all);
    }

    /** Of this very class; empty: none, or its class file was not seen. */
    public List<OwnField> fields(String className) {
        List<OwnField> own = fields.getOrDefault(className, List.of());
        return own.isEmpty() ? superFields.getOrDefault(className, own) : own;
    }
}
