// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channel classes of the JDK's that most programs never load. Where no transformer stands, nobody tells that the JVM
 * loads one; so it is defined, with its hooks, just before a class of the program's is that names it. Called in
 * whatever thread loads a class.
 */
final class RareClasses {
    private final List<String> names = names();

    private final Set<String> named = ConcurrentHashMap.newKeySet();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();

    /** Those whose own file has the hooks, by their internal names. */
    private final Set<String> defined = ConcurrentHashMap.newKeySet();

    private volatile boolean alone;

    private static List<String> names() {
        return List.of("java.io.PipedInputStream", "java.io.PipedReader", "java.util.concurrent.SubmissionPublisher");
    }

    /** How class files name them, one group for each: as classes, and as texts by which they are asked for. */
    static List<List<String>> constants() {
        List<List<String>> constants = new ArrayList<>();
        for (String name : names()) {
            constants.add(List.of(name, name.replace('.', '/')));
        }
        return constants;
    }

    static boolean is(String className) {
        return names().contains(className);
    }

    /**
     * A class that is about to be defined names some: the n-th bit stands for the n-th of {@link #constants}. Returns
     * those that must be defined before it.
     *
     * @param by its internal name
     */
    List<String> named(int which, String by) {
        if (which == 0 || isOurs(by)) {
            return List.of();
        }
        List<String> first = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if ((which & 1 << i) != 0 && named.add(name) && alone) {
                first.add(name);
            }
        }
        return first;
    }

    /** No transformer will stand any more. Returns those that were named until now, to be loaded while one does. */
    Set<String> leave() {
        alone = true;
        woven.addAll(named);
        return woven;
    }

    /**
     * Those of the loaded classes that came past {@link #named}, by a name that was put together, and have no hooks.
     */
    List<Class<?>> unwoven(Class<?>[] loaded) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : loaded) {
            if (type.getClassLoader() == null && is(type.getName()) && woven.add(type.getName())) {
                found.add(type);
            }
        }
        return found;
    }

    /** Whether its own file has the hooks. */
    boolean hasHooks(String className) {
        return defined.contains(className);
    }

    /** Whether {@link #unwoven} has none to find any more. */
    boolean complete() {
        return woven.size() == names.size();
    }

    /** What we read them by has their names as well. */
    static boolean isOurs(String className) {
        ClassLoader ours = RareClasses.class.getClassLoader();
        try (InputStream in = ours == null ? null : ours.getResourceAsStream(className + ".class")) {
            return in != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** It was defined with its hooks. */
    void defined(String name) {
        defined.add(name.replace('.', '/'));
        woven.add(name);
    }
}
