// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** Counts the threads that wait at conditions of the JDK's locks. */
final class Conditions {
    static final int UNKNOWN = -1;

    /** The longest queue that is counted. */
    static final int MOST = 10_000;

    /** Set in the status of a node until its thread is signalled or gives up. */
    private static final int WAITS = 2;

    private final @Nullable Fields ints = Fields.find(AbstractQueuedSynchronizer.class);
    private final @Nullable Fields longs = Fields.find(AbstractQueuedLongSynchronizer.class);

    /** The parts of the conditions of one of the JDK's two synchronizers. */
    private record Fields(Class<?> type, VarHandle first, VarHandle next, VarHandle status, VarHandle waiter) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find(Class<?> of) {
            try {
                Class<?> type = Class.forName(of.getName() + "$ConditionObject", false, null);
                Class<?> base = Class.forName(of.getName() + "$Node", false, null);
                Class<?> node = Class.forName(of.getName() + "$ConditionNode", false, null);
                return new Fields(
                        type,
                        Packages.field(type, "firstWaiter", node),
                        Packages.field(node, "nextWaiter", node),
                        Packages.field(base, "status", int.class),
                        Packages.field(base, "waiter", Thread.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        int waiting(Object condition, @Nullable Thread among) {
            int waiting = 0;
            int nodes = 0;
            boolean isFound = among == null;
            for (Object node = first.getVolatile(condition); node != null; node = next.getVolatile(node)) {
                if (++nodes > MOST) {
                    return UNKNOWN;
                }
                if (((int) status.getVolatile(node) & WAITS) != 0) {
                    waiting++;
                    isFound |= waiter.getVolatile(node) == among;
                }
            }
            return isFound ? waiting : UNKNOWN;
        }
    }

    boolean is(Object blocker) {
        return of(blocker) != null;
    }

    private @Nullable Fields of(Object blocker) {
        if (ints != null && ints.type.isInstance(blocker)) {
            return ints;
        }
        return longs != null && longs.type.isInstance(blocker) ? longs : null;
    }

    /**
     * Returns the number of threads that wait at a condition and were not signalled; {@link #UNKNOWN} if they are too
     * many, or if {@code among} is a thread that is not one of them.
     */
    int waiting(@Nullable Object condition, @Nullable Thread among) {
        Fields fields = condition == null ? null : of(condition);
        return condition == null || fields == null ? UNKNOWN : fields.waiting(condition, among);
    }
}
