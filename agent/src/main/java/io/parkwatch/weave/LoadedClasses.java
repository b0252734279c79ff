// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.weave;

import io.parkwatch.custom.CustomTypes;
import io.parkwatch.weave.define.RareClasses;
import io.parkwatch.weave.define.ThreadKey;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Redefines classes that are loaded already: weaves their hooks in, and takes them out. */
final class LoadedClasses {
    private final Instrumentation instrumentation;
    private final CustomTypes types;
    private final Weaver weaver;

    /** Threads that redefine classes by a {@link Pass}. */
    private final Set<ThreadKey> passing = ConcurrentHashMap.newKeySet();

    LoadedClasses(Instrumentation instrumentation, CustomTypes types, Weaver weaver) {
        this.instrumentation = instrumentation;
        this.types = types;
        this.weaver = weaver;
    }

    /** Returns all loaded classes; none if the JVM is about to end. */
    Class<?>[] all() {
        Class<?>[] all = instrumentation.getAllLoadedClasses();
        return all == null ? new Class<?>[0] : all;
    }

    /** Has the registered transformers weave the classes. One line reports a class that fails; the others go on. */
    void retransform(List<Class<?>> wanted) {
        report(redefine(wanted));
    }

    /** Does the same without a registered transformer. */
    void weave(List<Class<?>> wanted) {
        report(pass(new Pass(wanted, true), wanted));
    }

    /** Takes the hooks out. Returns the classes that kept them, and why. */
    Map<String, Throwable> strip(List<Class<?>> wanted) {
        return pass(new Pass(wanted, false), wanted);
    }

    /** Reports whether the current thread is within {@link #weave} or {@link #strip}. */
    boolean passes() {
        return !passing.isEmpty() && passing.contains(new ThreadKey());
    }

    private void report(Map<String, Throwable> failures) {
        for (Map.Entry<String, Throwable> one : failures.entrySet()) {
            types.notHooked(one.getKey());
            weaver.failed(one.getKey(), one.getValue());
        }
    }

    private Map<String, Throwable> pass(Pass pass, List<Class<?>> wanted) {
        ThreadKey self = new ThreadKey();
        boolean outermost = passing.add(self);
        instrumentation.addTransformer(pass, true);
        try {
            return redefine(wanted);
        } finally {
            instrumentation.removeTransformer(pass);
            if (outermost) {
                passing.remove(self);
            }
        }
    }

    private Map<String, Throwable> redefine(List<Class<?>> wanted) {
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

    /** Weaves or strips classes for one call. Of two registered transformers only one may weave a class. */
    private final class Pass implements ClassFileTransformer {
        private final Thread thread = Thread.currentThread();
        private final List<Class<?>> wanted;
        private final boolean weaves;

        Pass(List<Class<?>> wanted, boolean weaves) {
            this.wanted = wanted;
            this.weaves = weaves;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                @Nullable String className,
                @Nullable Class<?> type,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            if (type == null || Thread.currentThread() != thread || !wanted.contains(type)) {
                return null;
            }
            if (weaves) {
                return weaver.transform(loader, className, bytes);
            }
            // Of a class that was woven as it was defined, the JVM has no other bytes.
            boolean may = loader != null || RareClasses.is(type.getName());
            return may && weaver.isWoven(bytes) ? Weaving.strip(bytes) : null;
        }
    }
}
