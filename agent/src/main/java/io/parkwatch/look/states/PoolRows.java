// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import io.parkwatch.finding.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools that are known: where a wait in one is seen, what it waits on, and where the numbers are. */
final class PoolRows {
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

    private final Map<String, Row> rows = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    /**
     * The row of one class.
     *
     * @param leadsBy the beginnings of the names of the classes along which that leads to what is waited on; empty if
     *     it is that itself
     */
    record Row(FieldPath waits, List<String> leadsBy, String out, String idle, String wanted) {}

    PoolRows() {
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
                                    : List.of(lines[i + 1].substring(by + 3).split(" ", -1)),
                            lines[i + 2],
                            lines[i + 3],
                            lines[i + 4]));
            shown.add(in < 0 ? lines[i] : lines[i].substring(in + 4));
        }
    }

    /** Reports whether the frames are those of a wait in a pool. */
    boolean areIn(List<Frame> frames) {
        for (Frame frame : frames) {
            if (shown.contains(frame.className())) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    Row of(Object pool) {
        for (Class<?> type = pool.getClass(); type != null; type = type.getSuperclass()) {
            Row row = rows.get(type.getName());
            if (row != null) {
                return row;
            }
        }
        return null;
    }
}
