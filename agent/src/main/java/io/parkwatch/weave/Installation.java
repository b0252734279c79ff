// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.points.HookPoint;
import io.parkwatch.weave.define.LoadedAnnotations;
import io.parkwatch.weave.define.RareClasses;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.management.ThreadInfo;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The hooks in the classes of a JVM, from when the agent arrives until it leaves. As a transformer it weaves classes as
 * they load, and again when another agent retransforms them.
 */
public final class Installation implements ClassFileTransformer, Runnable, Consumer<Class<?>[]> {
    /** Looks between two searches of all loaded classes: five minutes by default. */
    private static final int LOOKS = 60;

    private final Instrumentation instrumentation;
    private final HubHome hub;
    private final CustomTypes types;
    private final Weaver weaver;
    private final LoadedClasses loaded;
    private final Redefinitions redefined = new Redefinitions();
    private final boolean late;
    private final boolean removesTransformer;
    private final AtomicBoolean removed = new AtomicBoolean();

    /** Used by the watcher's thread only. */
    private int looks;

    /** Whether the transformer weaves classes as they load; otherwise the hooks of class loaders do. */
    private volatile boolean stands;

    private boolean restoring;

    /** Null while the JVM asks threads for their ids. */
    private volatile @Nullable ThreadIds ids;

    private @Nullable SelfTest selfTest;

    /**
     * Creates an installation, which changes nothing in the JVM until {@link #install}.
     *
     * @param instrumentation may retransform classes
     * @param late whether the agent is attached to a running program, and may leave before it ends
     * @param traces whether to record where threads start
     * @param types the program's own channel types, to which annotations add
     * @param channels the points of the families of channels
     */
    public Installation(
            Instrumentation instrumentation,
            HubHome hub,
            boolean late,
            boolean traces,
            CustomTypes types,
            List<HookPoint> channels) {
        this.instrumentation = instrumentation;
        this.hub = hub;
        this.types = types;
        this.late = late;
        int release = Runtime.version().feature();
        // Weaving ClassLoader costs metaspace in each round of an agent that may leave again (decision 0010).
        this.removesTransformer = release >= 21 && !late && redefined.isKnown() && !VmArguments.maybeArchived();
        this.weaver = new Weaver(release, late, removesTransformer, traces, types, channels);
        this.loaded = new LoadedClasses(instrumentation, types, weaver);
    }

    /**
     * Reports whether the transformer goes when the program gets virtual threads: with one, HotSpot would keep alive
     * each virtual thread that loads a class (docs/decisions/0015).
     */
    public boolean removesTransformer() {
        return removesTransformer;
    }

    /** Weaves the loaded classes, and later ones as they load. */
    public void install() {
        stand();
        if (removesTransformer) {
            hub.virtual.accept(this);
        }
        types.readBy(this);
        if (late) {
            types.meetBy(new LoadedAnnotations(weaver.custom));
        }
    }

    private void stand() {
        stands = true;
        instrumentation.addTransformer(this, true);
        Class<?>[] all = loaded.all();
        weaver.custom.learn(all);
        loaded.retransform(weaver.ours(all));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (!stands || (type != null && loaded.passes())) {
            return null;
        }
        if (type == null) {
            weaver.meets(loader, domain, bytes);
        }
        return weaver.transform(loader, className, bytes);
    }

    /** Weaves the program's own classes that loaded before their supertypes were known. */
    @Override
    public void accept(Class<?>[] unread) {
        weave(weaver.ours(unread));
    }

    private void weave(List<Class<?>> wanted) {
        redefined.woven(wanted, 1);
        loaded.weave(wanted);
    }

    /** Called by the thread that is about to create the program's first virtual thread. */
    @Override
    public void run() {
        removeTransformer();
    }

    /**
     * Removes the transformer, once: from then on the hooks of class loaders receive classes. Programs without virtual
     * threads are spared the cost.
     */
    @SuppressWarnings("removal") // just runs the action where security managers are gone
    public void removeTransformer() {
        if (removesTransformer && removed.compareAndSet(false, true)) {
            AccessController.doPrivileged(new Removal());
        }
    }

    /** Under a security manager the program's thread may lack the permission to look up the JDK's classes. */
    private final class Removal implements PrivilegedAction<@Nullable Void> {
        @Override
        public @Nullable Void run() {
            try {
                useLoaders();
            } catch (StackOverflowError | OutOfMemoryError e) {
                // An error that escapes would break virtual threads. The transformer stays; the program meets the
                // error itself.
            } catch (Throwable t) {
                weaver.failed("java.lang.ClassLoader", t);
            }
            return null;
        }
    }

    private void useLoaders() {
        hub.virtual.accept(null);
        loadJdks();
        weaver.add(JvmPoints.definitions());
        weave(List.of(ClassLoader.class));
        Class<?>[] all = loaded.all();
        if (all.length == 0 || !weaver.wove(JvmPoints.definitions())) {
            return;
        }
        Definitions definitions = new Definitions(weaver);
        definitions.warmUp();
        hub.classes.accept(definitions);
        redefined.woven(weaver.ours(all), 0);
        stands = false;
        instrumentation.removeTransformer(this);
    }

    /** Loads the JDK classes that carry hooks, so that they are woven: no class loader's hook would receive them. */
    private void loadJdks() {
        Set<String> named = weaver.rare.leave();
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

    /** Records from now on who makes the tasks of pools, if {@code wanted}. Called by the watcher, once. */
    public void addTasks(boolean wanted) {
        if (wanted) {
            weaver.add(JvmPoints.tasks());
            weave(List.of(FutureTask.class));
        }
    }

    /**
     * Restores hooks that are missing since the last call, as another agent has redefined such classes. The transformer
     * then stays, as the other agent's does. Otherwise searches now and then for classes that loaded unseen. Returns
     * whether any were missing.
     */
    public boolean restore() {
        if (!restoring && (stands || !redefined.any())) {
            weaveRare();
            return false;
        }
        restoring = true; // until all is done: after an OutOfMemoryError the next call repeats it
        hub.classes.accept(null);
        redefined.clear();
        instrumentation.removeTransformer(this);
        stand();
        restoring = false;
        return true;
    }

    /** Weaves, now and then, classes that the program loaded by a name that is in none of its classes' constants. */
    private void weaveRare() {
        if (stands || weaver.rare.complete() || ++looks % LOOKS != 0) {
            return;
        }
        List<Class<?>> unwoven = weaver.rare.unwoven(loaded.all());
        if (!unwoven.isEmpty()) {
            weave(unwoven);
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
        instrumentation.removeTransformer(this);
        Class<?>[] all = loaded.all();
        List<Class<?>> woven = weaver.ours(all);
        ThreadIds reading = ids;
        if (reading != null && all.length > 0) {
            instrumentation.removeTransformer(reading);
            woven.add(ThreadInfo.class);
        }
        return loaded.strip(woven);
    }

    /**
     * Reports whether the hooks of virtual threads take effect.
     *
     * @throws VirtualMachineError if there is no memory to test them; it may be called again
     */
    public boolean parksWork() {
        SelfTest test = selfTest == null ? new SelfTest(hub, late) : selfTest;
        selfTest = test; // kept until it has given an answer: it gives none when memory runs out
        return weaver.wove(weaver.parks) && test.works();
    }

    public Set<String> unknown() {
        return weaver.unknown;
    }

    /** Returns the classes that could not be woven; classes that load later may be added. */
    public Set<String> failed() {
        return weaver.failed;
    }
}
