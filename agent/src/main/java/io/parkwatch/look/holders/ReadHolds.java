// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import io.parkwatch.finding.Holder;
import io.parkwatch.look.holders.Waiter.Hold;
import io.parkwatch.look.jvm.Packages;
import io.parkwatch.look.jvm.Synchronizers;
import io.parkwatch.look.waits.StackBudget;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the threads that hold a {@code ReentrantReadWriteLock} for reading. The lock counts them, and each thread keeps
 * its own count among its thread locals, all but the first reader, which the lock names. Readers are named only if
 * their counts add up to the lock's.
 */
final class ReadHolds {
    private static final String LOCK = "java.util.concurrent.locks.ReentrantReadWriteLock";

    /** The most entries of one thread that are read: more thread locals than any program has. */
    private static final int MOST_ENTRIES = 10_000;

    private final Synchronizers synchronizers;
    private final @Nullable Fields fields = Fields.find();

    ReadHolds(Synchronizers synchronizers) {
        this.synchronizers = synchronizers;
    }

    private record Fields(
            Class<?> sync,
            VarHandle readHolds,
            VarHandle firstReader,
            VarHandle firstCount,
            VarHandle threadLocals,
            VarHandle table,
            VarHandle value,
            Class<?> counter,
            VarHandle count) {
        /** Returns null in a release that keeps them elsewhere. */
        static @Nullable Fields find() {
            try {
                Class<?> sync = Class.forName(LOCK + "$Sync", false, null);
                Class<?> holds = Class.forName(LOCK + "$Sync$ThreadLocalHoldCounter", false, null);
                Class<?> counter = Class.forName(LOCK + "$Sync$HoldCounter", false, null);
                Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap", false, null);
                Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry", false, null);
                return new Fields(
                        sync,
                        Packages.field(sync, "readHolds", holds),
                        Packages.field(sync, "firstReader", Thread.class),
                        Packages.field(sync, "firstReaderHoldCount", int.class),
                        Packages.field(Thread.class, "threadLocals", map),
                        Packages.field(map, "table", entry.arrayType()),
                        Packages.field(entry, "value", Object.class),
                        counter,
                        Packages.field(counter, "count", int.class));
            } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
                return null;
            }
        }
    }

    /** Reports whether the blocker is such a lock, held for reading. */
    boolean isHeld(Object blocker) {
        return fields != null && fields.sync.isInstance(blocker) && synchronizers.readHolds(blocker) > 0;
    }

    /**
     * Reports whether the wait for such a lock is for its readers to leave. A reader waits for the writer that is
     * before it in the queue, which is added here: the readers that hold the lock don't keep it out.
     */
    boolean isForReaders(Object lock, Waiter waiter) {
        if (waiter.isIn(frame -> frame.className().equals(LOCK + "$WriteLock"))) {
            return true;
        }
        Thread writer = synchronizers.writerBefore(lock, waiter.thread);
        if (writer != null) {
            waiter.holds.add(new Hold(writer, Holder.WRITES_FIRST, false));
        }
        return false;
    }

    /** Starts the search for the readers of some locks. It visits each thread once. */
    Search search(StackBudget budget) {
        if (fields == null) {
            throw new IllegalStateException("no lock is held for reading");
        }
        return new Search(fields, budget);
    }

    /** A lock, the waits for it, and what was found of its readers. */
    private static final class Wanted {
        private final Object lock;
        private final int shared;
        private final List<Waiter> waiters = new ArrayList<>();
        private final List<Thread> readers = new ArrayList<>();
        private int counted;

        Wanted(Object lock, int shared) {
            this.lock = lock;
            this.shared = shared;
        }
    }

    final class Search implements Consumer<Thread> {
        private final Fields fields;
        private final StackBudget budget;

        /** By the key of the lock's thread locals. */
        private final IdentityHashMap<Object, Wanted> wanted = new IdentityHashMap<>();

        private int visited;
        private boolean exceeded;

        private Search(Fields fields, StackBudget budget) {
            this.fields = fields;
            this.budget = budget;
        }

        void add(Object lock, Waiter waiter) {
            Object key = fields.readHolds.getVolatile(lock);
            Wanted known = wanted.get(key);
            if (known == null) {
                known = new Wanted(lock, synchronizers.readHolds(lock));
                wanted.put(key, known);
                Thread first = (Thread) fields.firstReader.getVolatile(lock);
                int count = (int) fields.firstCount.getVolatile(lock);
                if (first != null && count > 0) {
                    known.readers.add(first);
                    known.counted = count;
                }
            }
            known.waiters.add(waiter);
        }

        @Override
        public void accept(Thread thread) {
            exceeded |= ++visited % StackBudget.BATCH == 0 && budget.isExceeded();
            Object map = exceeded ? null : fields.threadLocals.getVolatile(thread);
            Object[] table = map == null ? null : (Object[]) fields.table.getVolatile(map);
            if (table == null || table.length > MOST_ENTRIES) {
                return;
            }
            for (Object entry : table) {
                if (entry instanceof Reference<?> key) {
                    read(thread, key);
                }
            }
        }

        private void read(Thread thread, Reference<?> entry) {
            Object value = fields.value.getVolatile(entry);
            int count = fields.counter.isInstance(value) ? (int) fields.count.getVolatile(value) : 0;
            Wanted of = count == 0 ? null : wanted.get(entry.get());
            if (of != null) {
                of.readers.add(thread);
                of.counted += count;
            }
        }

        /** Adds the readers to the waits for each lock whose counts add up. */
        void end() {
            for (Wanted of : wanted.values()) {
                if (!exceeded && of.counted == of.shared && synchronizers.readHolds(of.lock) == of.shared) {
                    for (Waiter waiter : of.waiters) {
                        for (Thread reader : of.readers) {
                            waiter.holds.add(new Hold(reader, Holder.READS, true));
                        }
                    }
                }
            }
        }
    }
}
