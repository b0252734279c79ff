// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import io.parkwatch.support.Stderr;
import io.parkwatch.weave.define.Constants;
import io.parkwatch.weave.define.CustomClasses;
import io.parkwatch.weave.define.RareClasses;
import io.parkwatch.weave.define.Supertypes;
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
    private final Constants hub = new Constants(List.of(List.of(Hook.HUB)), 1);

    private final Map<String, List<HookPoint>> points = new ConcurrentHashMap<>();
    final List<HookPoint> parks;
    /** Their names as {@link Class#getName} has them, and those of the program's classes that were woven. */
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private final int release;
    private final boolean traces;
    private final CustomTypes types;
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    final CustomClasses custom;
    final Supertypes supers;
    final RareClasses rare = new RareClasses();

    /** The classes that could not be woven; classes that load later may be added. */
    final Set<String> failed = ConcurrentHashMap.newKeySet();

    /** The libraries whose release is not known. */
    final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param release feature release of this JVM
     * @param late whether the agent is attached to a running program, and may leave before it ends
     * @param firstVirtual whether the agent needs a hook before the program's first virtual thread
     * @param traces whether to record where threads start
     * @param types the program's own channel types, to which annotations add
     * @param channels the points of the families of channels
     */
    Weaver(
            int release,
            boolean late,
            boolean firstVirtual,
            boolean traces,
            CustomTypes types,
            List<HookPoint> channels) {
        this.release = release;
        this.traces = traces;
        this.types = types;
        this.custom = new CustomClasses(types);
        this.supers = new Supertypes(types, custom);
        boolean sparing = late && release >= 21;
        parks = sparing ? JvmPoints.lateParks() : JvmPoints.parks();
        add(parks);
        add(channels);
        if (traces) {
            add(sparing ? JvmPoints.lateStarts() : JvmPoints.starts());
        }
        if (firstVirtual) {
            add(JvmPoints.firstVirtual());
        }
    }

    /** Adds the points that this release has and that are wanted. */
    void add(List<HookPoint> all) {
        for (HookPoint point : all) {
            if (point.since() <= release && (traces || point.hook() != Hook.BEGINS)) {
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

    /** Weaves a class that a transformer receives, as {@link #weave} does. */
    byte @Nullable [] transform(@Nullable ClassLoader loader, @Nullable String className, byte[] bytes) {
        // The agent's own classes may be loading in this very call.
        return className == null || (loader != null && loader == ours) ? null : weave(className, loader == null, bytes);
    }

    /** Returns a class with its hooks; null if it carries none. {@code jdks} is true for the boot loader's classes. */
    byte @Nullable [] weave(String className, boolean jdks, byte[] bytes) {
        List<HookPoint> wanted = points.get(className);
        boolean programs = wanted == null;
        if (wanted == null ? jdks : wanted.get(0).jdk() != jdks) {
            return null;
        }
        try {
            if (wanted == null) {
                int named = custom.names(bytes);
                for (String name : rare.named(named >> 1, className)) {
                    define(name);
                }
                wanted = (named & 1) == 0 ? List.of() : custom.points(className, bytes);
                if (wanted.isEmpty()) {
                    return null;
                }
                names.add(className.replace('/', '.'));
            }
            // The JVM may rebuild a JDK class from its constants, so the name of the hub alone proves nothing there.
            if (jdks ? rare.hasHooks(className) : isWoven(bytes)) {
                return null;
            }
            Set<String> found = new HashSet<>();
            boolean named = programs && types.all().contains(className.replace('/', '.'));
            byte[] changed = Weaving.weave(bytes, wanted, found, named);
            HookPoint missing = missing(wanted, found);
            if (missing != null) {
                addUnknown(missing);
                return null;
            }
            woven.addAll(found);
            for (HookPoint point : wanted) {
                if (point.hook() == Hook.ENTERS) {
                    types.hooked(className.replace('/', '.'), point.method());
                }
            }
            return changed;
        } catch (Throwable t) {
            // The agent's own classes carry no hooks. Some contain names of channels, and come here while no
            // transformer is registered.
            if (!programs || !(isDamaged(t) || RareClasses.isOurs(className))) {
                failed(String.valueOf(className).replace("/", "."), t);
            }
            return null;
        }
    }

    /** Reports whether a class file cannot be read to its end, which the JVM reports to the program. */
    static boolean isDamaged(Throwable thrown) {
        return thrown instanceof IndexOutOfBoundsException
                || thrown instanceof NegativeArraySizeException
                || (thrown instanceof IllegalArgumentException && thrown.getMessage() == null);
    }

    /** Reports whether a class file has hooks. A class woven as it was defined has them in its original bytes. */
    boolean isWoven(byte[] bytes) {
        return hub.groupsIn(bytes) != 0;
    }

    /** Returns a point that all known releases of a library have, and this one lacks; null if there is none. */
    private static @Nullable HookPoint missing(List<HookPoint> wanted, Set<String> found) {
        for (HookPoint point : wanted) {
            if (point.library() != null && !found.contains(point.name())) {
                return point;
            }
        }
        return null;
    }

    /** Reports a library whose release is not known, once. Its classes are left unchanged. */
    private void addUnknown(HookPoint missing) {
        String library = String.valueOf(missing.library());
        if (unknown.add(library)) {
            Stderr.line("this release of " + library + " is not known, its waits are not watched: it has no known "
                    + missing.owner().replace('/', '.') + '.' + missing.method());
        }
    }

    /** Reports a class that could not be woven, once. */
    void failed(String className, Throwable cause) {
        if (failed.add(className)) {
            Stderr.line("cannot weave " + className + ", some waits or places may be missed: " + cause);
        }
    }

    /** Reports whether all these points were found in this JDK's classes. */
    boolean wove(List<HookPoint> all) {
        for (HookPoint point : all) {
            if (!woven.contains(point.name())) {
                return false;
            }
        }
        return true;
    }

    /** Returns the names of the classes that carry hooks: of {@code java.base} if {@code jdk}, else of libraries. */
    List<String> owners(boolean jdk) {
        List<String> owners = new ArrayList<>();
        for (List<HookPoint> there : points.values()) {
            if (there.get(0).jdk() == jdk) {
                owners.add(there.get(0).owner().replace('/', '.'));
            }
        }
        return owners;
    }

    /** Returns those of the given classes that carry hooks. */
    List<Class<?>> ours(Class<?>[] all) {
        boolean interfaces = types.any();
        names.addAll(types.all());
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : all) {
            // The JVM creates a name when first asked for it: ask only where the class may match.
            boolean may = (interfaces || !loaded.isInterface()) && !loaded.isArray() && !loaded.isHidden();
            if (may && names.contains(loaded.getName())) {
                found.add(loaded);
            }
        }
        return found;
    }

    /** Reads the supertypes of a class that is about to be defined, unless they have been read. */
    void meets(@Nullable ClassLoader loader, @Nullable ProtectionDomain domain, byte[] file) {
        if (loader != null && loader != ours) {
            supers.read(domain, file);
        }
    }

    /** Defines a class of the JDK, with its hooks, in the boot loader. */
    private void define(String name) {
        // A class of the same package, loaded in every JVM.
        Class<?> neighbour = name.startsWith("java.io.") ? InputStream.class : ConcurrentHashMap.class;
        String owner = name.replace('.', '/');
        try (InputStream in = neighbour.getResourceAsStream('/' + owner + ".class")) {
            byte[] hooked = in == null ? null : weave(owner, true, in.readAllBytes());
            if (hooked != null) {
                Class<?> unused = MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup())
                        .defineClass(hooked);
                rare.defined(name);
            }
        } catch (LinkageError loadedMeanwhile) {
            // The watcher finds the class.
        } catch (IOException | IllegalAccessException | RuntimeException e) {
            failed(name, e);
        }
    }
}
