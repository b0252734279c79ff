// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells call sites apart by the innermost frames of the program. Runs in hooks, inside a budget: a walk takes 1.6 to
 * 1.7 µs and 1.2 to 1.4 kB of garbage, 60 frames deep (docs/decisions/0002).
 */
final class CallSite implements IntSupplier, Function<Stream<StackFrame>, Integer> {
    /** A place's own line and who called it: factories of queues and threads have more than one caller. */
    private static final int FRAMES = 3;

    /**
     * What is looked through for them. Hooks, constructors and executors take up to a dozen, factories of Clojure's up
     * to ten more.
     */
    private static final int MOST = 32;

    /** More in one go would be more garbage. */
    private static final int AT_ONCE = 16;

    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE), AT_ONCE);

    /**
     * A security manager would ask the program's code whether the program may know loaders; null: there is none, or the
     * field is not known.
     */
    private static final @Nullable VarHandle LOADER = Runtime.version().feature() < 24 ? loader() : null;

    private final @Nullable ClassLoader ours;

    /** {@code ours}: the loader whose classes, as well as those of {@code java.base}, are not the program's. */
    CallSite(@Nullable ClassLoader ours) {
        this.ours = ours;
        ClassLoader unused = unasked(CallSite.class); // now, not in a hook
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

    /**
     * A hash of the call site that the hook runs below. All that the agent's own threads make is one: each of its
     * connections has locks.
     */
    @Override
    public int getAsInt() {
        return isOurs(Thread.currentThread()) ? 0 : WALKER.walk(this);
    }

    /**
     * By its group's name, as in {@code OwnThreads}: nothing of this can be overridden by the program, unlike a
     * thread's loader or name.
     */
    private static boolean isOurs(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && group.getName().startsWith("parkwatch");
    }

    /** {@code frames}: the stack, innermost first. */
    @Override
    @SuppressWarnings("removal") // null where there are none any more
    public Integer apply(Stream<StackFrame> frames) {
        boolean guarded = LOADER != null && System.getSecurityManager() != null;
        int hash = 1;
        int taken = 0;
        Iterator<StackFrame> all = frames.iterator();
        for (int i = 0; i < MOST && taken < FRAMES && all.hasNext(); i++) {
            StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            ClassLoader loader = guarded ? unasked(type) : type.getClassLoader();
            if (taken > 0 || (loader != null && loader != ours && !isFactory(type.getName()))) {
                taken++;
                hash = (hash * 31 + System.identityHashCode(type)) * 31 + frame.getByteCodeIndex();
            }
        }
        return hash;
    }

    /** These make channels by methods of their own that call one another, the same ones whoever calls. */
    private static boolean isFactory(String className) {
        return className.startsWith("clojure.") || className.startsWith("kotlinx.coroutines.");
    }
}
