// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.own.OwnTypes;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gets the hooks into the classes of a JVM, those that are loaded and those that will be, and out again. */
public final class Installation implements Definitions.To {
    private final Instrumentation instrumentation;
    private final OwnTypes types;
    private final Weaver weaver;

    /** Whether the weaver transforms classes as they load; else their loaders tell of them. */
    private boolean stands;

    private volatile boolean over;

    /**
     * Does nothing to the JVM yet.
     *
     * @param instrumentation may retransform classes
     * @param release feature release of this JVM
     * @param late whether the agent comes while the program runs, and may leave before it ends
     * @param traces whether the births of threads are wanted
     * @param types channel types of the program's own; annotations add to them
     */
    public Installation(Instrumentation instrumentation, int release, boolean late, boolean traces, OwnTypes types) {
        this.instrumentation = instrumentation;
        this.types = types;
        this.weaver = new Weaver(release, late, traces, types);
        // To weave the class loader itself, for one who may leave again, costs what decision 0010 tells.
        stands = late || Archive.maybeInUse();
        if (!stands) {
            weaver.add(HookPoint.DEFINITIONS, release);
        }
    }

    /** Whether it transforms classes as they load, for which HotSpot holds the virtual threads that load them (docs/decisions/0015). */
    public boolean stands() {
        return stands;
    }

    /**
     * Weaves what is loaded; what is not, follows when it is defined. A class that fails gets one line, the others go on.
     *
     * @param hook takes whom the hooks of class loaders tell
     */
    public void install(Consumer<@Nullable BiConsumer<Object, Object>> hook) {
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        if (all == null) {
            // The JVM is about to end.
            return;
        }
        weaver.learn(all);
        if (stands) {
            stand();
            told(retransform(weaver.ours(all)));
        } else {
            told(weave(weaver.ours(all), true));
            listen(hook);
        }
        types.readBy(new Late());
    }

    private void stand() {
        stands = true;
        instrumentation.addTransformer(weaver, true);
    }

    /** Weaves those of the program's own that came before what they extend was known. */
    private final class Late implements OwnTypes.Reader {
        @Override
        public void read(Class<?>[] unread) {
            weaver.learn(new Class<?>[0]);
            told(weave(weaver.ours(unread), false));
        }
    }

    private void listen(Consumer<@Nullable BiConsumer<Object, Object>> hook) {
        if (!weaver.wove(HookPoint.DEFINITIONS)) {
            // Another JDK's class loader.
            stand();
            return;
        }
        Definitions definitions = new Definitions(new HashSet<>(weaver.owners(false)), weaver.own(), this);
        definitions.warmUp();
        hook.accept(definitions);
    }

    @Override
    public void defined(Class<?> type) {
        if (!over) {
            told(weave(List.of(type), false));
        }
    }

    private void told(Map<String, Throwable> failures) {
        for (Map.Entry<String, Throwable> one : failures.entrySet()) {
            types.notHooked(one.getKey());
            failed(one.getKey(), one.getValue());
        }
    }

    /** Gives every woven class its own bytes back. Returns those that kept the hooks, which do no harm, and why. */
    public Map<String, Throwable> uninstall() {
        over = true;
        instrumentation.removeTransformer(weaver);
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        return all == null ? Map.of() : retransform(weaver.ours(all));
    }

    /** {@code jdks}: also loads those of the JDK's that carry hooks: later nobody would tell of them. */
    private Map<String, Throwable> weave(List<Class<?>> wanted, boolean jdks) {
        if (stands) {
            return retransform(wanted);
        }
        Pass pass = new Pass(wanted);
        instrumentation.addTransformer(pass, true);
        try {
            if (jdks) {
                loadJdks();
            }
            return retransform(wanted);
        } finally {
            instrumentation.removeTransformer(pass);
        }
    }

    private void loadJdks() {
        for (String owner : weaver.owners(true)) {
            try {
                Class<?> unused = Class.forName(owner, false, null);
            } catch (ClassNotFoundException notInThisRelease) {
                // Its hook is missed, which is told where it matters.
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

    /**
     * Transforms these classes, and those of the JDK that load meanwhile, in one thread alone: two that stand at a time must not both weave
     * a class.
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
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            boolean ours = redefined == null ? loader == null : wanted.contains(redefined);
            return ours && Thread.currentThread() == thread
                    ? weaver.transform(loader, className, redefined, domain, bytes)
                    : null;
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

    @Override
    public void failed(String className, Throwable cause) {
        weaver.failed(className, cause);
    }
}
