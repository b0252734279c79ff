// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Identifies call sites by the innermost frames of the program. Runs in hooks, inside a budget: a walk takes 1.6 to 1.7
 * µs and 1.2 to 1.4 kB of garbage, 60 frames deep (docs/decisions/0002).
 */
final class CallSite implements IntSupplier, Function<Stream<StackFrame>, Integer> {
    /** Frames of a call site: its line and the callers, since factories have more than one caller. */
    private static final int FRAMES = 3;

    /** Frames searched. Hooks, constructors and executors take up to a dozen, Clojure's factories up to ten more. */
    private static final int MOST = 32;

    /** Frames that are fetched at a time; more would be more garbage. */
    private static final int AT_ONCE = 16;

    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE), AT_ONCE);

    /** Reads a class's loader where a security manager would ask the program's code for permission. */
    private static final @Nullable VarHandle LOADER = Runtime.version().feature() < 24 ? loader() : null;

    private final @Nullable ClassLoader agentLoader;
    private final String[] libraries;

    /**
     * Creates an instance; classes of {@code agentLoader} and of {@code java.base} are not the program's.
     *
     * @param libraries prefixes of libraries, which create channels through a chain of their own methods, the same for
     *     every caller
     */
    CallSite(@Nullable ClassLoader agentLoader, List<String> libraries) {
        this.agentLoader = agentLoader;
        this.libraries = libraries.toArray(new String[0]);
        ClassLoader unused = unasked(CallSite.class); // links now, not in a hook
    }

    private static @Nullable ClassLoader unasked(Class<?> type) {
        return LOADER == null ? null : (ClassLoader) LOADER.get(type);
    }

    private static @Nullable VarHandle loader() {
        try {
            return MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup())
                    .findVarHandle(Class.class, "classLoader", ClassLoader.class);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return null;
        }
    }

    /** Returns a hash of the call site. The agent's own threads share one: each of its connections has locks. */
    @Override
    public int getAsInt() {
        return isAgentThread(Thread.currentThread()) ? 0 : WALKER.walk(this);
    }

    /** Goes by the group's name, as {@code AgentThreads} does: the program can change a thread's loader and name. */
    private static boolean isAgentThread(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().startsWith("parkwatch");
    }

    @Override
    @SuppressWarnings("removal") // returns null in releases without security managers
    public Integer apply(Stream<StackFrame> frames) {
        boolean guarded = LOADER != null && System.getSecurityManager() != null;
        int hash = 1;
        int taken = 0;
        Iterator<StackFrame> all = frames.iterator();
        for (int i = 0; i < MOST && taken < FRAMES && all.hasNext(); i++) {
            StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            ClassLoader loader = guarded ? unasked(type) : type.getClassLoader();
            if (taken > 0 || (loader != null && loader != agentLoader && !isFactory(type.getName()))) {
                taken++;
                hash = (hash * 31 + System.identityHashCode(type)) * 31 + frame.getByteCodeIndex();
            }
        }
        return hash;
    }

    private boolean isFactory(String className) {
        for (String library : libraries) {
            if (className.startsWith(library)) {
                return true;
            }
        }
        return false;
    }
}
