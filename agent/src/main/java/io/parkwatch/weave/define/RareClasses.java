// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave.define;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channel classes of the JDK that most programs never load. While no transformer is registered, nothing reports that
 * the JVM loads one, so it is defined, with its hooks, just before the first class of the program that names it. Called
 * in any thread that loads a class.
 */
public final class RareClasses {
    private final List<String> names = names();

    private final Set<String> named = ConcurrentHashMap.newKeySet();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();

    /** Internal names of the classes whose own file has the hooks. */
    private final Set<String> defined = ConcurrentHashMap.newKeySet();

    private volatile boolean alone;

    private static List<String> names() {
        return List.of("java.io.PipedInputStream", "java.io.PipedReader", "java.util.concurrent.SubmissionPublisher");
    }

    /** Returns the names in class files, one group for each class: as a class, and as a text for a lookup by name. */
    public static List<List<String>> constants() {
        List<List<String>> constants = new ArrayList<>();
        for (String name : names()) {
            constants.add(List.of(name, name.replace('.', '/')));
        }
        return constants;
    }

    public static boolean is(String className) {
        return names().contains(className);
    }

    /**
     * Records that a class that is about to be defined names some of these, and returns those that must be defined
     * before it.
     *
     * @param which the n-th bit stands for the n-th of {@link #constants}
     * @param by the internal name of the class
     */
    public List<String> named(int which, String by) {
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

    /** Records that no transformer is registered from now on. Returns the classes named so far, to be loaded before. */
    public Set<String> leave() {
        alone = true;
        woven.addAll(named);
        return woven;
    }

    /** Returns the loaded classes without hooks that {@link #named} missed, since their name was built at run time. */
    public List<Class<?>> unwoven(Class<?>[] loaded) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : loaded) {
            if (type.getClassLoader() == null && is(type.getName()) && woven.add(type.getName())) {
                found.add(type);
            }
        }
        return found;
    }

    /** Reports whether the class's own file has the hooks. */
    public boolean hasHooks(String className) {
        return defined.contains(className);
    }

    /** Reports whether {@link #unwoven} has nothing left to find. */
    public boolean complete() {
        return woven.size() == names.size();
    }

    /** Reports whether a class belongs to the agent: the agent's own classes contain these names too. */
    public static boolean isOurs(String className) {
        ClassLoader ours = RareClasses.class.getClassLoader();
        try (InputStream in = ours == null ? null : ours.getResourceAsStream(className + ".class")) {
            return in != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Records that a class was defined with its hooks. */
    public void defined(String name) {
        defined.add(name.replace('.', '/'));
        woven.add(name);
    }
}
