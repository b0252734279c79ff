// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.finding.Frame;
import io.parkwatch.look.jvm.Synchronizers;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /**
     * The classes of pools, and the class whose frame shows a wait there if that is another; what a thread waits on if
     * that is not the pool's monitor; how many are out, idle and wanted. {@code list ~ com.acme.} stands for what the
     * elements of a list lead to along objects of classes whose names begin so. A number is a field's, that of a map's
     * entries, or {@code state=1 a b} for the elements of an array whose field {@code state} is 1; {@code x - y + z}
     * stands for what it says, and a question mark the number of threads that wait on the same condition.
     */
    private static final String ROWS = """
            org.apache.commons.pool2.impl.GenericObjectPool
            idleObjects:org.apache.commons.pool2.impl.LinkedBlockingDeque notEmpty:locks.Condition
            allObjects:ConcurrentHashMap/java.util.Map - \
                    idleObjects:org.apache.commons.pool2.impl.LinkedBlockingDeque count:int
            idleObjects:org.apache.commons.pool2.impl.LinkedBlockingDeque count:int
            ?
            com.zaxxer.hikari.pool.HikariPool
            connectionBag:com.zaxxer.hikari.util.ConcurrentBag handoffQueue:SynchronousQueue transferer
            state=1 connectionBag:com.zaxxer.hikari.util.ConcurrentBag sharedList:CopyOnWriteArrayList array
            state=0 connectionBag:com.zaxxer.hikari.util.ConcurrentBag sharedList:CopyOnWriteArrayList array
            connectionBag:com.zaxxer.hikari.util.ConcurrentBag waiters:atomic.AtomicInteger
            com.alibaba.druid.pool.DruidDataSource
            notEmpty:locks.Condition
            activeCount:int
            poolingCount:int
            ?
            com.mchange.v2.resourcepool.BasicResourcePool
            conditionSomethingChanged:locks.Condition
            managed:java.util.HashMap - unused:java.util.LinkedList + excluded:java.util.HashSet map
            unused:java.util.LinkedList
            acquireWaiters:java.util.HashSet map
            org.apache.http.pool.AbstractConnPool
            condition:locks.Condition
            leased:java.util.Set map
            available:java.util.LinkedList
            pending:java.util.LinkedList
            org.apache.hc.core5.pool.StrictConnPool in org.apache.hc.core5.concurrent.BasicFuture
            pendingRequests/leasingRequests:java.util.LinkedList ~ org.apache.hc.core5.
            leased:java.util.Set map
            available:java.util.LinkedList
            pendingRequests/leasingRequests:java.util.LinkedList
            reactor.pool.SimpleDequePool in reactor.core.publisher.BlockingSingleSubscriber
            pending:ConcurrentLinkedDeque ~ reactor.core.publisher. reactor.pool.AbstractPool$Borrower
            acquired:int
            idleSize:int
            pendingSize:int
            """;

    /** The most waits whose pool one look searches along the program's objects. */
    private static final int MOST_WALKS = 8;

    private final Instrumentation instrumentation;
    private final Synchronizers synchronizers;
    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
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
     * The row of one class.
     *
     * @param leadsBy the beginnings of the names of the classes along which that leads to what is waited on; empty if
     *     it is that itself
     */
    private record Row(FieldPath waits, List<String> leadsBy, String out, String idle, String wanted) {}

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
        String[] lines = ROWS.split("\n", -1);
        for (int i = 0; i + 4 < lines.length; i += 5) {
            int in = lines[i].indexOf(" in ");
            int by = lines[i + 1].indexOf(" ~ ");
            rows.put(
                    in < 0 ? lines[i] : lines[i].substring(0, in),
                    new Row(
                            new FieldPath(by < 0 ? lines[i + 1] : lines[i + 1].substring(0, by)),
                            by < 0
                                    ? List.of()
                                    : List.of(lines[i + 1].substring(by + 3).split(" +", -1)),
                            lines[i + 2],
                            lines[i + 3],
                            lines[i + 4]));
            shown.add(in < 0 ? lines[i] : lines[i].substring(in + 4));
        }
    }

    /** Reports whether the frames are those of a wait in a pool. */
    boolean isIn(List<Frame> frames) {
        for (Frame frame : frames) {
            if (shown.contains(frame.className())) {
                return true;
            }
        }
        return false;
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

    private @Nullable Row row(Object pool) {
        for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
            Row row = rows.get(type.getName());
            if (row != null) {
                return row;
            }
        }
        return null;
    }

    private boolean isOwner(Object pool, Wait wait) {
        Row row = row(pool);
        try {
            if (row == null) {
                return false;
            }
            if (!row.leadsBy.isEmpty()) {
                return leads(row.waits.read(pool, instrumentation), row.leadsBy, wait::isOn);
            }
            return wait.blocker == null ? wait.isOn(pool) : row.waits.read(pool, instrumentation) == wait.blocker;
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
        Row row = pool == null ? null : row(pool);
        if (others.isEmpty() || row == null || pool == null || row.leadsBy.isEmpty()) {
            return others.isEmpty();
        }
        try {
            return leads(row.waits.read(pool, instrumentation), row.leadsBy, object -> {
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
        Row row = pool == null ? null : row(pool);
        if (row == null || pool == null || !isOwner(pool, wait)) {
            return Map.of();
        }
        try {
            int out = number(row.out, pool, wait);
            int idle = number(row.idle, pool, wait);
            int wanted = number(row.wanted, pool, wait);
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
