// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.Synchronizers;
import io.parkwatch.look.states.PoolRows.Row;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many objects of a pool are handed out, idle and wanted. A pool is taken for that of a thread only if it
 * owns the very object that the thread waits on.
 */
final class Pools {
    /** The most waits whose pool one look searches along the program's objects. */
    private static final int MOST_WALKS = 8;

    private final Instrumentation instrumentation;
    private final Synchronizers synchronizers;
    private final PoolRows rows = new PoolRows();
    private final FieldPath entries = new FieldPath("baseCount");
    private final FieldPath cells = new FieldPath("counterCells");
    private final FieldPath value = new FieldPath("value");
    private final FieldPath size = new FieldPath("size");
    private final FieldPath state = new FieldPath("state:int");

    /** Set once a thread waited in a pool. */
    private @Nullable PoolCandidates candidates;

    /** The pools that were found, by the identity hash of what is waited on. */
    private Map<Integer, WeakReference<Object>> found = new HashMap<>();

    /** How often a pool was not found, by the same. */
    private Map<Integer, Integer> missed = new HashMap<>();

    /**
     * A wait in a pool.
     *
     * @param blocker what the thread is parked with; null if it waits on a monitor
     * @param monitor the identity hash of that monitor, 0 if not known
     * @param type the class of that monitor
     */
    record Wait(
            Thread thread,
            @Nullable Object blocker,
            int monitor,
            @Nullable String type,
            List<Frame> frames) {
        int key() {
            return blocker == null ? monitor : System.identityHashCode(blocker);
        }

        /** Reports whether an object is the one that the thread waits on. */
        boolean isOn(Object object) {
            return blocker == null
                    ? monitor != 0
                            && System.identityHashCode(object) == monitor
                            && object.getClass().getName().equals(type)
                    : object == blocker;
        }
    }

    Pools(Instrumentation instrumentation, Synchronizers synchronizers) {
        this.instrumentation = instrumentation;
        this.synchronizers = synchronizers;
    }

    /** Reports whether the frames are those of a wait in a pool. */
    boolean isIn(List<Frame> frames) {
        return rows.areIn(frames);
    }

    /** Searches the pools of these waits, if the last look did not find them. */
    void find(List<Wait> waits, Thread[] threads) {
        Map<Integer, WeakReference<Object>> now = new HashMap<>();
        List<Wait> wanted = new ArrayList<>();
        for (Wait wait : waits) {
            WeakReference<Object> known = found.get(wait.key());
            if (known == null || known.refersTo(null)) {
                wanted.add(wait);
            } else {
                now.put(wait.key(), known);
            }
        }
        Map<Integer, Integer> notFound = new HashMap<>();
        if (!wanted.isEmpty()) {
            PoolCandidates all = candidates == null ? new PoolCandidates(instrumentation) : candidates;
            candidates = all;
            all.forEach(threads, candidate -> {
                for (Wait wait : wanted) {
                    if (isOwner(candidate, wait)) {
                        now.put(wait.key(), new WeakReference<>(candidate));
                    }
                }
            });
            ObjectWalk walk = all.walk();
            int walks = 0;
            for (Wait wait : wanted) {
                int misses = missed.getOrDefault(wait.key(), 0);
                // What was not found is searched again after twice as many looks.
                boolean isDue = Integer.bitCount(misses) <= 1 && !now.containsKey(wait.key());
                if (walk != null && isDue && walks++ < MOST_WALKS) {
                    Object pool = all.near(wait.thread, wait.frames, walk, candidate -> isOwner(candidate, wait));
                    if (pool != null) {
                        now.put(wait.key(), new WeakReference<>(pool));
                    }
                }
                notFound.put(wait.key(), misses + 1);
            }
        }
        missed = notFound;
        found = now;
    }

    private boolean isOwner(Object pool, Wait wait) {
        Row row = rows.of(pool);
        try {
            if (row == null) {
                return false;
            }
            if (!row.leadsBy().isEmpty()) {
                return leads(row.waits().read(pool, instrumentation), row.leadsBy(), wait::isOn);
            }
            return wait.blocker == null ? wait.isOn(pool) : row.waits().read(pool, instrumentation) == wait.blocker;
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return false;
        }
    }

    /** Reports whether all these waits are in the pool of one that was found. */
    boolean ownsAll(Wait known, List<Wait> waits) {
        Map<Integer, Wait> others = new HashMap<>();
        for (Wait wait : waits) {
            if (wait.key() != known.key()) {
                others.put(wait.key(), wait);
            }
        }
        WeakReference<Object> reference = found.get(known.key());
        Object pool = reference == null ? null : reference.get();
        Row row = pool == null ? null : rows.of(pool);
        if (others.isEmpty() || row == null || pool == null || row.leadsBy().isEmpty()) {
            return others.isEmpty();
        }
        try {
            return leads(row.waits().read(pool, instrumentation), row.leadsBy(), object -> {
                Wait wait = others.get(System.identityHashCode(object));
                if (wait != null && wait.isOn(object)) {
                    others.remove(wait.key());
                }
                return others.isEmpty();
            });
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return false;
        }
    }

    /** Reports whether the elements of a list lead to what is wanted. */
    private boolean leads(@Nullable Object list, List<String> by, Predicate<Object> wanted) {
        ObjectWalk walk = candidates == null ? null : candidates.walk();
        if (list == null || walk == null) {
            return false;
        }
        String nodes = list.getClass().getName();
        walk.from(list);
        Object found = walk.find(
                type -> {
                    String name = type.getName();
                    return name.startsWith(nodes) || by.stream().anyMatch(name::startsWith);
                },
                wanted);
        return found != null;
    }

    /** Returns the numbers of the pool that a thread waits in, by the contract's words; empty if not known. */
    Map<String, Integer> of(Wait wait) {
        WeakReference<Object> known = found.get(wait.key());
        Object pool = known == null ? null : known.get();
        Row row = pool == null ? null : rows.of(pool);
        if (row == null || pool == null || !isOwner(pool, wait)) {
            return Map.of();
        }
        try {
            int out = number(row.out(), pool, wait);
            int idle = number(row.idle(), pool, wait);
            int wanted = number(row.wanted(), pool, wait);
            return out < 0 || idle < 0 || wanted < 0 ? Map.of() : Map.of("out", out, "idle", idle, "wanted", wanted);
        } catch (ReflectiveOperationException | RuntimeException notInThisRelease) {
            return Map.of();
        }
    }

    private int number(String text, Object pool, Wait wait) throws ReflectiveOperationException {
        if (text.equals("?")) {
            return synchronizers.waiting(wait.blocker, wait.thread);
        }
        int sign = Math.max(text.lastIndexOf(" - "), text.lastIndexOf(" + "));
        if (sign >= 0) {
            int last = number(text.substring(sign + 3), pool, wait);
            return number(text.substring(0, sign), pool, wait) + (text.charAt(sign + 1) == '-' ? -last : last);
        }
        if (text.startsWith("state=")) {
            return inState(text.charAt(6) - '0', new FieldPath(text.substring(8)).read(pool, instrumentation));
        }
        return number(new FieldPath(text).read(pool, instrumentation));
    }

    private int inState(int wanted, @Nullable Object array) throws ReflectiveOperationException {
        if (!(array instanceof Object[] all) || all.length > Synchronizers.MOST) {
            return Synchronizers.UNKNOWN;
        }
        int count = 0;
        Class<?> known = null;
        VarHandle field = null;
        for (Object one : all) {
            if (field == null || one.getClass() != known) {
                known = one.getClass();
                field = state.field(known, instrumentation);
            }
            count += (int) field.getVolatile(one) == wanted ? 1 : 0;
        }
        return count;
    }

    /** Returns a number, or that of the entries of one of the JDK's collections. */
    private int number(@Nullable Object of) throws ReflectiveOperationException {
        if (of instanceof Integer number) {
            return number;
        }
        if (of instanceof AtomicInteger atomic) {
            return atomic.get();
        }
        if (of instanceof AtomicLong atomic) {
            return (int) atomic.get();
        }
        if (of instanceof ConcurrentHashMap) {
            return entries(of);
        }
        return of == null || of.getClass().getClassLoader() != null
                ? Synchronizers.UNKNOWN
                : number(size.read(of, instrumentation));
    }

    /** Sums up the counters of a concurrent map, as its own method does, which a subclass may override. */
    private int entries(Object map) throws ReflectiveOperationException {
        long sum = entries.read(map, instrumentation) instanceof Long base ? base : 0;
        if (cells.read(map, instrumentation) instanceof Object[] all) {
            for (Object cell : all) {
                sum += cell != null && value.read(cell, instrumentation) instanceof Long more ? more : 0;
            }
        }
        return (int) sum;
    }
}
