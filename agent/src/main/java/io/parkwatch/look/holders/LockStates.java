// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of the JDK's locks: permits and counts that are left, holds, readers, and threads in the queue. */
final class LockStates {
    /** The longest queue that is counted. */
    private static final int MOST_WAITERS = 10_000;

    /** The part of a queue, from its end, that is searched for one thread. */
    private static final int MOST_SEARCHED = 1_000;

    private final @Nullable Queue ints = Queue.find(AbstractQueuedSynchronizer.class, int.class);
    private final @Nullable Queue longs = Queue.find(AbstractQueuedLongSynchronizer.class, long.class);

    /** The parts of one of the JDK's two synchronizers. */
    private record Queue(
            VarHandle state, VarHandle tail, VarHandle previous, VarHandle waiter, Class<?> condition, VarHandle lock) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Queue find(Class<?> of, Class<?> word) {
            try {
                Class<?> node = Class.forName(of.getName() + "$Node", false, null);
                Class<?> condition = Class.forName(of.getName() + "$ConditionObject", false, null);
                return new Queue(
                        Packages.field(of, "state", word),
                        Packages.field(of, "tail", node),
                        Packages.field(node, "prev", node),
                        Packages.field(node, "waiter", Thread.class),
                        condition,
                        Packages.field(condition, "this$0", of));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }

        long word(Object sync) {
            return ((Number) state.getVolatile(sync)).longValue();
        }

        boolean isQueued(Object sync, Thread thread) {
            Object node = tail.getVolatile(sync);
            for (int nodes = 0; node != null && nodes < MOST_SEARCHED; nodes++) {
                if (waiter.getVolatile(node) == thread) {
                    return true;
                }
                node = previous.getVolatile(node);
            }
            return false;
        }

        /** Counts the threads in the queue; negative if there are too many. */
        int waiters(Object sync) {
            int waiters = 0;
            int nodes = 0;
            for (Object node = tail.getVolatile(sync); node != null; node = previous.getVolatile(node)) {
                if (++nodes > MOST_WAITERS) {
                    return -1;
                }
                waiters += waiter.getVolatile(node) == null ? 0 : 1;
            }
            return waiters;
        }
    }

    /** Reports whether a blocker may be one of the JDK's locks. */
    static boolean isLock(@Nullable Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer
                && blocker.getClass().getName().startsWith("java.util.concurrent.");
    }

    /** Returns the numbers of a blocker by the contract's words; empty if it is none of the JDK's locks. */
    Map<String, Integer> of(@Nullable Object blocker) {
        if (blocker == null || !isLock(blocker)) {
            return Map.of();
        }
        String type = blocker.getClass().getName();
        boolean isLong = blocker instanceof AbstractQueuedLongSynchronizer;
        Queue queue = isLong ? longs : ints;
        if (queue == null) {
            return Map.of();
        }
        if (isSync(type, "Semaphore")) {
            return numbers(queue, blocker, "permits", queue.word(blocker));
        }
        if (type.equals("java.util.concurrent.CountDownLatch$Sync")) {
            return numbers(queue, blocker, "count", queue.word(blocker));
        }
        if (isSync(type, "locks.ReentrantLock")) {
            return numbers(queue, blocker, "holds", queue.word(blocker));
        }
        if (isSync(type, "locks.ReentrantReadWriteLock")) {
            int shift = isLong ? 32 : 16;
            long word = queue.word(blocker);
            Map<String, Integer> numbers = numbers(queue, blocker, "holds", word & ((1L << shift) - 1));
            numbers.put("readers", (int) (word >>> shift));
            return numbers;
        }
        return Map.of();
    }

    /** Returns the lock that a condition belongs to, or the blocker itself. */
    Object lock(Object blocker) {
        Queue queue = ints != null && ints.condition.isInstance(blocker) ? ints : longs;
        Object lock = queue != null && queue.condition.isInstance(blocker) ? queue.lock.getVolatile(blocker) : null;
        return lock == null ? blocker : lock;
    }

    /**
     * Reports whether a thread is in the queue of a lock: a signalled one is, though still parked with its condition.
     */
    boolean isQueued(Object lock, Thread thread) {
        Queue queue = lock instanceof AbstractQueuedLongSynchronizer ? longs : ints;
        return queue != null && lock instanceof AbstractOwnableSynchronizer && queue.isQueued(lock, thread);
    }

    private static boolean isSync(String type, String of) {
        String sync = "java.util.concurrent." + of;
        return type.equals(sync + "$NonfairSync") || type.equals(sync + "$FairSync");
    }

    private static Map<String, Integer> numbers(Queue queue, Object blocker, String word, long number) {
        Map<String, Integer> numbers = new HashMap<>();
        numbers.put(word, (int) number);
        int waiters = queue.waiters(blocker);
        if (waiters >= 0) {
            numbers.put("waiters", waiters);
        }
        return numbers;
    }
}
