// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of the JDK's two synchronizers, which its locks, semaphores and latches are made of: the state, and
 * the threads in the queue and at conditions. In a release that keeps them elsewhere, each answer is that nothing is
 * known.
 */
public final class Synchronizers {
    /** The longest queue that is walked. */
    public static final int MOST = 10_000;

    public static final int UNKNOWN = -1;

    /** Set in the status of a node at a condition until its thread is signalled or gives up. */
    private static final int WAITS = 2;

    /** The part of a queue, from its end, that is searched for one thread. */
    private static final int MOST_SEARCHED = 1_000;

    private final @Nullable Fields ints = Fields.find(AbstractQueuedSynchronizer.class, int.class);
    private final @Nullable Fields longs = Fields.find(AbstractQueuedLongSynchronizer.class, long.class);

    /** The parts of one of the two. */
    private record Fields(
            VarHandle state,
            VarHandle head,
            VarHandle tail,
            VarHandle next,
            VarHandle previous,
            VarHandle waiter,
            Class<?> exclusive,
            Class<?> condition,
            VarHandle lock,
            VarHandle firstWaiter,
            VarHandle nextWaiter,
            VarHandle status) {
        static @Nullable Fields find(Class<?> of, Class<?> word) {
            try {
                Class<?> node = Class.forName(of.getName() + "$Node", false, null);
                Class<?> condition = Class.forName(of.getName() + "$ConditionObject", false, null);
                Class<?> waiting = Class.forName(of.getName() + "$ConditionNode", false, null);
                return new Fields(
                        Packages.field(of, "state", word),
                        Packages.field(of, "head", node),
                        Packages.field(of, "tail", node),
                        Packages.field(node, "next", node),
                        Packages.field(node, "prev", node),
                        Packages.field(node, "waiter", Thread.class),
                        Class.forName(of.getName() + "$ExclusiveNode", false, null),
                        condition,
                        Packages.field(condition, "this$0", of),
                        Packages.field(condition, "firstWaiter", waiting),
                        Packages.field(waiting, "nextWaiter", waiting),
                        Packages.field(node, "status", int.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    private @Nullable Fields of(Object sync) {
        return sync instanceof AbstractQueuedSynchronizer
                ? ints
                : sync instanceof AbstractQueuedLongSynchronizer ? longs : null;
    }

    /** Reports whether an object is a synchronizer whose fields can be read. */
    public boolean isKnown(Object sync) {
        return of(sync) != null;
    }

    /** Returns the state of a known synchronizer: what it counts depends on its class. */
    public long state(Object sync) {
        Fields fields = of(sync);
        return fields == null ? 0 : ((Number) fields.state.getVolatile(sync)).longValue();
    }

    /** Returns how often a known {@code ReentrantReadWriteLock}'s synchronizer is held for reading. */
    public int readHolds(Object sync) {
        return (int) (state(sync) >>> readShift(sync));
    }

    /** Returns how often a known {@code ReentrantReadWriteLock}'s synchronizer is held for writing. */
    public int writeHolds(Object sync) {
        return (int) (state(sync) & ((1L << readShift(sync)) - 1));
    }

    /** The number of bits of the state below the number of read holds. The state has 64 bits from 25 on. */
    private static int readShift(Object sync) {
        return sync instanceof AbstractQueuedLongSynchronizer ? 32 : 16;
    }

    /** Returns the first thread in the queue; null if there is none. */
    public @Nullable Thread first(Object sync) {
        Fields fields = of(sync);
        Object head = fields == null ? null : fields.head.getVolatile(sync);
        Object first = fields == null || head == null ? null : fields.next.getVolatile(head);
        return fields == null || first == null ? null : (Thread) fields.waiter.getVolatile(first);
    }

    /** Returns the number of threads in the queue; {@link #UNKNOWN} if there are too many, or they are not known. */
    public int waiters(Object sync) {
        Fields fields = of(sync);
        int waiters = fields == null ? UNKNOWN : 0;
        int nodes = 0;
        Object node = fields == null ? null : fields.tail.getVolatile(sync);
        for (; fields != null && node != null; node = fields.previous.getVolatile(node)) {
            if (++nodes > MOST) {
                return UNKNOWN;
            }
            waiters += fields.waiter.getVolatile(node) == null ? 0 : 1;
        }
        return waiters;
    }

    /** Reports whether a thread is found in the queue. */
    public boolean isQueued(Object sync, Thread thread) {
        return node(sync, thread) != null;
    }

    /** Returns the node of a thread in the queue; null if it is not found. */
    private @Nullable Object node(Object sync, Thread thread) {
        Fields fields = of(sync);
        Object node = fields == null ? null : fields.tail.getVolatile(sync);
        for (int nodes = 0; fields != null && node != null && nodes < MOST_SEARCHED; nodes++) {
            if (fields.waiter.getVolatile(node) == thread) {
                return node;
            }
            node = fields.previous.getVolatile(node);
        }
        return null;
    }

    /** Returns the thread nearest before another one in the queue that wants the lock for itself; null if none. */
    public @Nullable Thread writerBefore(Object sync, Thread thread) {
        Fields fields = of(sync);
        Object node = node(sync, thread);
        for (int nodes = 0; fields != null && node != null && nodes < MOST_SEARCHED; nodes++) {
            node = fields.previous.getVolatile(node);
            Object waiter = fields.exclusive.isInstance(node) ? fields.waiter.getVolatile(node) : null;
            if (waiter != null) {
                return (Thread) waiter;
            }
        }
        return null;
    }

    /** Returns the synchronizer that a condition belongs to, or the blocker itself. */
    public Object lock(Object blocker) {
        if (blocker instanceof AbstractOwnableSynchronizer) {
            return blocker;
        }
        Fields fields = ofCondition(blocker);
        Object lock = fields == null ? null : fields.lock.getVolatile(blocker);
        return lock == null ? blocker : lock;
    }

    private @Nullable Fields ofCondition(@Nullable Object blocker) {
        if (ints != null && ints.condition.isInstance(blocker)) {
            return ints;
        }
        return longs != null && longs.condition.isInstance(blocker) ? longs : null;
    }

    /** Reports whether an object is a condition whose fields can be read. */
    public boolean isCondition(@Nullable Object blocker) {
        return ofCondition(blocker) != null;
    }

    /**
     * Returns the number of threads that wait at a condition and were not signalled; {@link #UNKNOWN} if they are too
     * many, or if {@code among} is a thread that is not one of them.
     */
    public int waiting(@Nullable Object condition, @Nullable Thread among) {
        Fields fields = ofCondition(condition);
        if (fields == null) {
            return UNKNOWN;
        }
        int waiting = 0;
        int nodes = 0;
        boolean isFound = among == null;
        Object node = fields.firstWaiter.getVolatile(condition);
        for (; node != null; node = fields.nextWaiter.getVolatile(node)) {
            if (++nodes > MOST) {
                return UNKNOWN;
            }
            if (((int) fields.status.getVolatile(node) & WAITS) != 0) {
                waiting++;
                isFound |= fields.waiter.getVolatile(node) == among;
            }
        }
        return isFound ? waiting : UNKNOWN;
    }
}
