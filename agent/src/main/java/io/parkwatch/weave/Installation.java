// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.own.OwnTypes;
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

/** Gets the hooks into the classes of a JVM, those that are loaded and those that will be, and out again. */
public final class Installation implements Runnable, OwnTypes.Reader {
    /** So many looks, five minutes by default, pass between two searches of all loaded classes. */
    private static final int LOOKS = 60;

    private final Instrumentation instrumentation;
    private final OwnTypes types;
    private final Weaver weaver;
    private final Consumer<@Nullable BiFunction<Object[], Object, Object>> hook;
    private final Consumer<@Nullable Runnable> virtual;
    private final ClassFileTransformer standing = new Standing();
    private final Redefined redefined = new Redefined();
    private final boolean late;
    private final boolean parts;
    private final AtomicBoolean parted = new AtomicBoolean();

    /** For the watcher's thread. */
    private int looks;

    /** Threads that weave by a {@link Pass} now. */
    private final Set<Self> passing = ConcurrentHashMap.newKeySet();

    /** Whether classes are transformed as they load; else their loaders tell of them. */
    private volatile boolean stands;

    private boolean restoring;

    /** Null: threads are asked for their ids. */
    private volatile @Nullable ThreadIds ids;

    /**
     * Does nothing to the JVM yet.
     *
     * @param instrumentation may retransform classes
     * @param late whether the agent comes while the program runs, and may leave before it ends
     * @param traces whether the births of threads are wanted
     * @param types channel types of the program's own; annotations add to them
     * @param hook takes whom the hooks of class loaders tell
     * @param virtual takes whom the hook of virtual threads tells
     */
    public Installation(
            Instrumentation instrumentation,
            boolean late,
            boolean traces,
            OwnTypes types,
            Consumer<@Nullable BiFunction<Object[], Object, Object>> hook,
            Consumer<@Nullable Runnable> virtual) {
        this.instrumentation = instrumentation;
        this.types = types;
        this.hook = hook;
        this.virtual = virtual;
        this.late = late;
        int release = Runtime.version().feature();
        // To weave the class loader itself, for one who may leave again, costs what decision 0010 tells.
        this.parts = release >= 21 && !late && redefined.isKnown() && !VmArguments.maybeArchived();
        this.weaver = new Weaver(release, late, parts, traces, types);
    }

    /**
     * Whether no transformer stands when the program has virtual threads: HotSpot would hold each of them that loads a
     * class (docs/decisions/0015).
     */
    public boolean parts() {
        return parts;
    }

    /** Weaves what is loaded; what is not, follows as it loads. A class that fails gets one line, the others go on. */
    public void install() {
        stand();
        if (parts) {
            virtual.accept(this);
        }
        types.readBy(this);
        if (late) {
            types.meetBy(new MetClasses(weaver.own()));
        }
    }

    private void stand() {
        stands = true;
        instrumentation.addTransformer(standing, true);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all != null) { // else the JVM is about to end
            weaver.own().learn(all);
            told(retransform(weaver.ours(all)));
        }
    }

    /** Weaves those of the program's own that came before what they extend was known. */
    @Override
    public void read(Class<?>[] unread) {
        told(weave(weaver.ours(unread)));
    }

    /**
     * The program comes to its first virtual thread: from now on class loaders tell of classes, and no transformer
     * stands. Once, in whatever thread it is; what the class loader's own hooks cost, programs without virtual threads
     * are spared.
     */
    @Override
    @SuppressWarnings("removal") // only runs it where there are no security managers any more
    public void run() {
        if (parts && parted.compareAndSet(false, true)) {
            AccessController.doPrivileged(new Part());
        }
    }

    /** Under a security manager the program's thread may not ask for the JDK's classes. */
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
            if (all == null || !weaver.wove(HookPoint.definitions())) {
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
            // What escapes would be the end of virtual threads: the transformer stands, the program meets it itself.
        } catch (Throwable t) {
            weaver.failed("java.lang.ClassLoader", t);
        }
    }

    /** Classes of the JDK that carry hooks are woven as they load; later no loader would tell of them. */
    private void loadJdks() {
        Set<String> named = weaver.rare().leave();
        for (String owner : weaver.owners(true)) {
            try {
                if (!RareClasses.is(owner) || named.contains(owner)) {
                    Class<?> unused = Class.forName(owner, false, null);
                }
            } catch (ClassNotFoundException notInThisRelease) {
                // Its hook is missed, which is told where it matters.
            }
        }
    }

    /**
     * Whether all hooks were there since the last call. If not, somebody else has redefined classes that carry some:
     * they are put back, and a transformer stands by from now on, as that other's does. Else looks now and then for
     * classes that loaded unheard.
     */
    public boolean held() {
        if (!restoring && (stands || !redefined.any())) {
            weaveRare();
            return true;
        }
        restoring = true; // until all of it is done: without memory the next call does it
        hook.accept(null);
        redefined.clear();
        instrumentation.removeTransformer(standing);
        stand();
        restoring = false;
        return false;
    }

    /** Now and then: those that the program loaded by a name that none of its classes has among its constants. */
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
     * From now on the JVM reads the ids of the threads that it tells of, where it would call a method that the program
     * may have overridden. Needs java.management. False: it does not, which is one line.
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

    /** Takes the hooks out of every woven class. Returns those that kept them, which do no harm, and why. */
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

    /** Classes that were woven as they were defined have no other bytes of their own. */
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
        Self self = new Self();
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
            // All in one: each call stops the JVM and walks all its classes.
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

    /** Transforms classes as they load, and those that others have retransformed. */
    private final class Standing implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String className,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            boolean passes = type != null && !passing.isEmpty() && passing.contains(new Self());
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
     * Transforms these classes for the one call that asks for them: two that stand at a time must not both weave a
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

    /** Whether every park point of virtual threads was found in this JDK's classes. */
    public boolean parksWoven() {
        return weaver.parksWoven();
    }

    /** Libraries in a release that is not known. */
    public Set<String> unknown() {
        return weaver.unknown();
    }

    /** Classes that could not be woven; a class that loads later may come to it. */
    public Set<String> failed() {
        return weaver.failed();
    }
}
