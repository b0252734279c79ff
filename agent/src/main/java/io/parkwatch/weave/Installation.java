// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.families.custom.CustomTypes;
import io.parkwatch.points.HookPoint;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ThreadInfo;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the hooks into the classes of a JVM, whether loaded or yet to load, and takes them out again. */
public final class Installation implements Runnable, CustomTypes.Reader {
    /** Looks between two searches of all loaded classes: five minutes by default. */
    private static final int LOOKS = 60;

    private final Instrumentation instrumentation;
    private final CustomTypes types;
    private final Weaver weaver;
    private final Consumer<@Nullable BiFunction<Object[], Object, Object>> hook;
    private final Consumer<@Nullable Runnable> virtual;
    private final ClassFileTransformer standing = new Standing();
    private final Redefinitions redefined = new Redefinitions();
    private final boolean late;
    private final boolean parts;
    private final AtomicBoolean parted = new AtomicBoolean();

    /** Used by the watcher's thread only. */
    private int looks;

    /** Threads that are weaving by a {@link Pass}. */
    private final Set<ThreadKey> passing = ConcurrentHashMap.newKeySet();

    /** Whether the transformer weaves classes as they load; otherwise the hooks of class loaders do. */
    private volatile boolean stands;

    private boolean restoring;

    /** Null while the JVM asks threads for their ids. */
    private volatile @Nullable ThreadIds ids;

    /**
     * Creates an installation, which changes nothing in the JVM until {@link #install}.
     *
     * @param instrumentation may retransform classes
     * @param late whether the agent is attached to a running program, and may leave before it ends
     * @param traces whether to record where threads start
     * @param types the program's own channel types, to which annotations add
     * @param channels the points of the families of channels
     * @param hook sets the listener for the hooks of class loaders
     * @param virtual sets the listener for the hook of virtual threads
     */
    public Installation(
            Instrumentation instrumentation,
            boolean late,
            boolean traces,
            CustomTypes types,
            List<HookPoint> channels,
            Consumer<@Nullable BiFunction<Object[], Object, Object>> hook,
            Consumer<@Nullable Runnable> virtual) {
        this.instrumentation = instrumentation;
        this.types = types;
        this.hook = hook;
        this.virtual = virtual;
        this.late = late;
        int release = Runtime.version().feature();
        // Weaving ClassLoader costs metaspace in each round of an agent that may leave again (decision 0010).
        this.parts = release >= 21 && !late && redefined.isKnown() && !VmArguments.maybeArchived();
        this.weaver = new Weaver(release, late, parts, traces, types, channels);
    }

    /**
     * Reports whether the transformer goes when the program gets virtual threads: with one, HotSpot would keep alive
     * each virtual thread that loads a class (docs/decisions/0015).
     */
    public boolean parts() {
        return parts;
    }

    /**
     * Weaves the loaded classes, and later ones as they load. One line reports a class that fails; the others go on.
     */
    public void install() {
        stand();
        if (parts) {
            virtual.accept(this);
        }
        types.readBy(this);
        if (late) {
            types.meetBy(new LoadedAnnotations(weaver.own()));
        }
    }

    private void stand() {
        stands = true;
        instrumentation.addTransformer(standing, true);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all != null) { // null if the JVM is about to end
            weaver.own().learn(all);
            told(retransform(weaver.ours(all)));
        }
    }

    /** Weaves the program's own classes that loaded before their supertypes were known. */
    @Override
    public void read(Class<?>[] unread) {
        told(weave(weaver.ours(unread)));
    }

    /**
     * Runs once, in the thread that is about to create the program's first virtual thread. From then on class loaders'
     * hooks receive classes, and no transformer is registered. Programs without virtual threads are spared the cost.
     */
    @Override
    @SuppressWarnings("removal") // just runs the action where security managers are gone
    public void run() {
        if (parts && parted.compareAndSet(false, true)) {
            AccessController.doPrivileged(new Part());
        }
    }

    /** Under a security manager the program's thread may lack the permission to look up the JDK's classes. */
    private final class Part implements PrivilegedAction<@Nullable Void> {
        @Override
        public @Nullable Void run() {
            part();
            return null;
        }
    }

    private void part() {
        try {
            virtual.accept(null);
            loadJdks();
            weaver.addDefinitions();
            told(weave(List.of(ClassLoader.class)));
            Class<?>[] all = instrumentation.getAllLoadedClasses();
            if (all == null || !weaver.wove(JvmPoints.definitions())) {
                return;
            }
            Definitions definitions = new Definitions(weaver);
            definitions.warmUp();
            hook.accept(definitions);
            for (Class<?> woven : weaver.ours(all)) {
                redefined.woven(woven, redefined.times(woven));
            }
            stands = false;
            instrumentation.removeTransformer(standing);
        } catch (StackOverflowError | OutOfMemoryError e) {
            // An error that escapes would break virtual threads. The transformer stays; the program meets the error
            // itself.
        } catch (Throwable t) {
            weaver.failed("java.lang.ClassLoader", t);
        }
    }

    /**
     * Loads the JDK classes that carry hooks, so that they are woven. Later no class loader's hook would receive them.
     */
    private void loadJdks() {
        Set<String> named = weaver.rare().leave();
        for (String owner : weaver.owners(true)) {
            try {
                if (!RareClasses.is(owner) || named.contains(owner)) {
                    Class<?> unused = Class.forName(owner, false, null);
                }
            } catch (ClassNotFoundException notInThisRelease) {
                // Its hook is missing, which is reported where it matters.
            }
        }
    }

    /**
     * Reports whether all hooks stayed in place since the last call. If another agent has redefined such classes, the
     * hooks are put back, and the transformer stays from now on, as the other agent's does. Otherwise searches now and
     * then for classes that loaded unseen.
     */
    public boolean held() {
        if (!restoring && (stands || !redefined.any())) {
            weaveRare();
            return true;
        }
        restoring = true; // until all is done: after an OutOfMemoryError the next call repeats it
        hook.accept(null);
        redefined.clear();
        instrumentation.removeTransformer(standing);
        stand();
        restoring = false;
        return false;
    }

    /** Weaves, now and then, classes that the program loaded by a name that is in none of its classes' constants. */
    private void weaveRare() {
        if (stands || weaver.rare().complete() || ++looks % LOOKS != 0) {
            return;
        }
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        List<Class<?>> unwoven = all == null ? List.of() : weaver.rare().unwoven(all);
        if (!unwoven.isEmpty()) {
            told(weave(unwoven));
        }
    }

    private void told(Map<String, Throwable> failures) {
        for (Map.Entry<String, Throwable> one : failures.entrySet()) {
            types.notHooked(one.getKey());
            weaver.failed(one.getKey(), one.getValue());
        }
    }

    /**
     * Makes the JVM read the ids of threads instead of calling a method that the program may override. Needs
     * {@code java.management}. Returns false, and prints a line, if that fails.
     */
    public boolean readIds() {
        Throwable why;
        try {
            ThreadIds reading = ids;
            if (reading == null) {
                reading = new ThreadIds();
                instrumentation.addTransformer(reading, true);
                ids = reading;
            }
            instrumentation.retransformClasses(ThreadInfo.class);
            why = reading.why();
        } catch (Exception | LinkageError e) {
            why = e;
        }
        if (why instanceof OutOfMemoryError e) {
            throw e; // the next look tries again
        }
        if (why != null) {
            weaver.failed(ThreadInfo.class.getName(), why);
        }
        return why == null;
    }

    /** Takes the hooks out of every woven class. Returns the classes that kept them, which do no harm, and why. */
    public Map<String, Throwable> uninstall() {
        stands = false;
        instrumentation.removeTransformer(standing);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all == null) {
            return Map.of();
        }
        List<Class<?>> woven = weaver.ours(all);
        ThreadIds reading = ids;
        if (reading != null) {
            instrumentation.removeTransformer(reading);
            woven.add(ThreadInfo.class);
        }
        ClassFileTransformer taking = new Taking();
        instrumentation.addTransformer(taking, true);
        try {
            return retransform(woven);
        } finally {
            instrumentation.removeTransformer(taking);
        }
    }

    /** Strips classes that were woven as they were defined: the JVM has no other bytes for them. */
    private final class Taking implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String className,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            boolean may = type != null && (loader != null || RareClasses.is(type.getName()));
            return may && weaver.isWoven(bytes) ? Weaving.strip(bytes) : null;
        }
    }

    private Map<String, Throwable> weave(List<Class<?>> wanted) {
        Pass pass = new Pass(wanted);
        ThreadKey self = new ThreadKey();
        boolean outermost = passing.add(self);
        instrumentation.addTransformer(pass, true);
        try {
            for (Class<?> type : wanted) {
                redefined.woven(type, redefined.times(type) + 1);
            }
            return retransform(wanted);
        } finally {
            instrumentation.removeTransformer(pass);
            if (outermost) {
                passing.remove(self);
            }
        }
    }

    private Map<String, Throwable> retransform(List<Class<?>> wanted) {
        Map<String, Throwable> failed = new LinkedHashMap<>();
        try {
            // All in one call: each call stops the JVM and walks all its classes.
            instrumentation.retransformClasses(wanted.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError e) {
            for (Class<?> loaded : wanted) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (Exception | LinkageError single) {
                    failed.put(loaded.getName(), single);
                }
            }
        }
        return failed;
    }

    /** Weaves classes as they load, and again when another agent retransforms them. */
    private final class Standing implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String className,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            boolean passes = type != null && !passing.isEmpty() && passing.contains(new ThreadKey());
            if (!stands || passes) {
                return null;
            }
            if (type == null) {
                weaver.meets(loader, domain, bytes);
            }
            return weaver.transform(loader, className, bytes);
        }
    }

    /**
     * Weaves the given classes for the one call that asks for them. Of two registered transformers only one may weave a
     * class.
     */
    private final class Pass implements ClassFileTransformer {
        private final Thread thread = Thread.currentThread();
        private final List<Class<?>> wanted;

        Pass(List<Class<?>> wanted) {
            this.wanted = wanted;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String className,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            boolean ours = type != null && wanted.contains(type) && Thread.currentThread() == thread;
            return ours ? weaver.transform(loader, className, bytes) : null;
        }
    }

    /** Reports whether every park point of virtual threads was found in this JDK's classes. */
    public boolean parksWoven() {
        return weaver.parksWoven();
    }

    /** Returns the libraries whose release is not known. */
    public Set<String> unknown() {
        return weaver.unknown();
    }

    /** Returns the classes that could not be woven; classes that load later may be added. */
    public Set<String> failed() {
        return weaver.failed();
    }
}
