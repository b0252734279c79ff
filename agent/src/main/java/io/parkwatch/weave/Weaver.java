// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.Stderr;
import io.parkwatch.own.OwnTypes;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows which classes carry which hooks, and weaves them in. */
final class Weaver {
    private final @Nullable ClassLoader ours = Weaver.class.getClassLoader();
    private final Constants hub = new Constants(List.of(List.of(HubHome.INTERNAL_NAME)), 1);

    private final Map<String, List<HookPoint>> points = new ConcurrentHashMap<>();
    private final List<HookPoint> parks;
    /** The same classes by their names as {@link Class#getName} has them, and the program's own that were woven. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private final int release;
    private final OwnTypes types;
    private final OwnClasses own;
    private final Supers supers;
    private final RareClasses rare = new RareClasses();
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param release feature release of this JVM
     * @param late whether the agent comes while the program runs, and may leave before it ends
     * @param parts whether it wants to hear of the program's first virtual thread
     * @param traces whether the births of threads are wanted
     * @param own channel types of the program's own; annotations add to them
     */
    Weaver(int release, boolean late, boolean parts, boolean traces, OwnTypes own) {
        this.release = release;
        this.types = own;
        this.own = new OwnClasses(own);
        this.supers = new Supers(own, this.own);
        boolean sparing = late && release >= 21;
        parks = sparing ? HookPoint.lateParks() : HookPoint.parks();
        add(parks);
        add(HookPoint.makings());
        add(HookPoint.pipes());
        add(HookPoint.suspensions());
        add(HookPoint.resumptions());
        if (traces) {
            add(sparing ? HookPoint.lateStarts() : HookPoint.starts());
            add(HookPoint.beginnings());
        }
        if (parts) {
            add(HookPoint.firstVirtual());
        }
    }

    /** Adds what waited for virtual threads: the hooks of class loaders. */
    void addDefinitions() {
        add(HookPoint.definitions());
    }

    /** Adds those of them that this release has. */
    private void add(List<HookPoint> all) {
        for (HookPoint point : all) {
            if (point.since() <= release) {
                List<HookPoint> there = points.get(point.owner());
                if (there == null) {
                    there = new ArrayList<>();
                    points.put(point.owner(), there);
                    names.add(point.owner().replace('/', '.'));
                }
                there.add(point);
            }
        }
    }

    /** As {@link #weave}, of a class that a transformer is shown. */
    byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String className, byte[] bytes) {
        // Our own classes may be loading for this very call.
        return className == null || (loader != null && loader == ours) ? null : weave(className, loader == null, bytes);
    }

    /** A class with its hooks; null: it carries none. {@code jdks}: whether it is of the boot loader's. */
    byte @Nullable [] weave(String className, boolean jdks, byte[] bytes) {
        List<HookPoint> wanted = points.get(className);
        boolean programs = wanted == null;
        if (wanted == null ? jdks : wanted.get(0).jdk() != jdks) {
            return null;
        }
        try {
            if (wanted == null) {
                int named = own.names(bytes);
                for (String name : rare.named(named >> 1, className)) {
                    define(name);
                }
                wanted = (named & 1) == 0 ? List.of() : own.points(className, bytes);
                if (wanted.isEmpty()) {
                    return null;
                }
                names.add(className.replace('/', '.'));
            }
            // Of a class of the JDK's, which the JVM may put together anew from its constants, the name alone says
            // nothing.
            if (jdks ? rare.hasHooks(className) : isWoven(bytes)) {
                return null;
            }
            Set<String> found = new HashSet<>();
            boolean named = programs && types.all().contains(className.replace('/', '.'));
            byte[] changed = Weaving.weave(bytes, wanted, found, named);
            if (misses(wanted, found)) {
                return null;
            }
            for (HookPoint point : wanted) {
                if (point.hook() == Hook.ENTERS) {
                    types.hooked(className.replace('/', '.'), point.method());
                }
            }
            return changed;
        } catch (Throwable t) {
            // Our own classes carry none: they come here where no transformer stands, as names of channels are in some.
            if (!programs || !(isDamaged(t) || RareClasses.isOurs(className))) {
                failed(String.valueOf(className).replace("/", "."), t);
            }
            return null;
        }
    }

    /** Whether a class file can't be read to its end: the JVM tells the program so itself. */
    static boolean isDamaged(Throwable thrown) {
        return thrown instanceof IndexOutOfBoundsException
                || thrown instanceof NegativeArraySizeException
                || (thrown instanceof IllegalArgumentException && thrown.getMessage() == null);
    }

    /** Whether a class file has hooks: one that was woven as it was defined has them for good. */
    boolean isWoven(byte[] bytes) {
        return hub.isIn(bytes);
    }

    /** Whether this is a release of a library that lacks what all known ones have: it is then left as it is. */
    private boolean misses(List<HookPoint> wanted, Set<String> found) {
        for (HookPoint point : wanted) {
            String family = point.family();
            if (family != null && !found.contains(point.name())) {
                if (unknown.add(family)) {
                    Stderr.line(
                            "this release of " + family + " is not known, its waits are not watched: it has no known "
                                    + point.owner().replace('/', '.') + '.' + point.method());
                }
                return true;
            }
        }
        woven.addAll(found);
        return false;
    }

    /** Libraries in a release that is not known. */
    Set<String> unknown() {
        return unknown;
    }

    /** Tells of a class that could not be woven, once. */
    void failed(String className, Throwable cause) {
        if (failed.add(className)) {
            Stderr.line("cannot weave " + className + ", some waits or places may be missed: " + cause);
        }
    }

    /** Classes that could not be woven; a class that loads later may come to it. */
    Set<String> failed() {
        return failed;
    }

    /** Whether all of these were found in this JDK's classes. */
    boolean wove(List<HookPoint> all) {
        for (HookPoint point : all) {
            if (!woven.contains(point.name())) {
                return false;
            }
        }
        return true;
    }

    /** Whether every park point of virtual threads was found in this JDK's classes. */
    boolean parksWoven() {
        return wove(parks);
    }

    /**
     * Whose classes carry hooks, by the names that {@link Class#getName} has; {@code jdk}: those of {@code java.base},
     * else of libraries.
     */
    List<String> owners(boolean jdk) {
        List<String> owners = new ArrayList<>();
        for (List<HookPoint> there : points.values()) {
            if (there.get(0).jdk() == jdk) {
                owners.add(there.get(0).owner().replace('/', '.'));
            }
        }
        return owners;
    }

    /** Those of these classes that carry hooks. */
    List<Class<?>> ours(Class<?>[] all) {
        boolean interfaces = types.any();
        names.addAll(types.all());
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : all) {
            // A name is made when it is first asked for: not where none can be ours.
            boolean may = (interfaces || !loaded.isInterface()) && !loaded.isArray() && !loaded.isHidden();
            if (may && names.contains(loaded.getName())) {
                found.add(loaded);
            }
        }
        return found;
    }

    /** A class that is about to be defined: what it extends and implements is read, if it has not been yet. */
    void meets(@Nullable ClassLoader loader, @Nullable ProtectionDomain domain, byte[] file) {
        if (loader != null && loader != ours) {
            meets(domain, file);
        }
    }

    /** Defines a class of the JDK's with its hooks, for the boot loader. */
    private void define(String name) {
        // Loaded in every JVM, and of the same package.
        Class<?> neighbour = name.startsWith("java.io.") ? InputStream.class : ConcurrentHashMap.class;
        String owner = name.replace('.', '/');
        try {
            byte[] file = file(neighbour, owner);
            byte[] hooked = file == null ? null : weave(owner, true, file);
            if (hooked != null) {
                Class<?> unused = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                        .defineClass(hooked);
                rare.defined(name);
            }
        } catch (LinkageError loadedMeanwhile) {
            // The watcher finds it.
        } catch (IOException | IllegalAccessException | RuntimeException e) {
            failed(name, e);
        }
    }

    private static byte @Nullable [] file(Class<?> neighbour, String owner) throws IOException {
        try (InputStream in = neighbour.getResourceAsStream('/' + owner + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** The same where its loader is not told. */
    void meets(@Nullable ProtectionDomain domain, byte[] file) {
        try {
            supers.read(domain, file);
        } catch (RuntimeException notReadable) {
            // Nor is what extends it, then: the JVM says why.
        }
    }

    /** Channels of the JDK's that are loaded when the program names them. */
    RareClasses rare() {
        return rare;
    }

    /** The program's own types, as class files tell them. */
    OwnClasses own() {
        return own;
    }
}
