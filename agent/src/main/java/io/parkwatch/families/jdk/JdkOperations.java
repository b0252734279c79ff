// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.Role;
import java.util.ArrayList;
import java.util.List;

/** The methods in which a thread waits of classes that have no row in {@code Jdk}. */
final class JdkOperations {
    private static final String JUC = "java.util.concurrent.";
    private static final String STREAM = "java.io.PipedInputStream";
    private static final String READER = "java.io.PipedReader";
    private static final String LOCK = "lock lockInterruptibly tryLock";
    private static final String AWAIT = "await awaitNanos awaitUntil awaitUninterruptibly";

    private final List<OperationRow> rows = new ArrayList<>();

    private JdkOperations() {
        // Those of a class that implements it.
        on(JUC + "BlockingQueue", Role.SENDER, "put offer add putFirst putLast offerFirst offerLast addFirst addLast");
        on(JUC + "BlockingQueue", Role.SENDER, "push transfer tryTransfer");
        on(
                JUC + "BlockingQueue",
                Role.RECEIVER,
                "take poll takeFirst takeLast pollFirst pollLast pop remove peek drainTo");
        of("java.io.PipedOutputStream", STREAM, Role.SENDER, false, "write");
        of("java.io.PipedWriter", READER, Role.SENDER, false, "write");
        view(JUC + "locks.ReentrantReadWriteLock", "ReadLock");
        view(JUC + "locks.ReentrantReadWriteLock", "WriteLock");
        view(JUC + "locks.StampedLock", "ReadLockView");
        view(JUC + "locks.StampedLock", "WriteLockView");
        on(JUC + "locks.AbstractQueuedSynchronizer$ConditionObject", Role.WAITER, AWAIT);
        on(JUC + "locks.AbstractQueuedLongSynchronizer$ConditionObject", Role.WAITER, AWAIT);
        around(JUC + "CompletableFuture", "get join resultNow");
        around(JUC + "FutureTask", "get");
        around(JUC + "ForkJoinTask", "get join quietlyJoin invoke quietlyInvoke invokeAll");
        around(JUC + "ThreadPerTaskExecutor$ThreadBoundFuture", "get");
        around(JUC + "AbstractExecutorService", "invokeAll invokeAny");
        around(JUC + "ThreadPoolExecutor", "awaitTermination");
        around(JUC + "ThreadPerTaskExecutor", "awaitTermination close invokeAll invokeAny");
        around(JUC + "ForkJoinPool", "awaitTermination awaitQuiescence close invoke invokeAll");
        around(JUC + "StructuredTaskScope", "join joinUntil close");
        of(JUC + "StructuredTaskScopeImpl", JUC + "StructuredTaskScope", Role.WAITER, true, "join close");
        around("java.lang.Thread", "join");
    }

    static List<OperationRow> others() {
        return new JdkOperations().rows;
    }

    static List<OperationRow> retakes() {
        List<String> methods = List.of("acquire", "reacquire");
        String lock = JUC + "locks.Lock";
        return List.of(
                new OperationRow(JUC + "locks.AbstractQueuedSynchronizer", lock, Role.LOCK, false, methods),
                new OperationRow(JUC + "locks.AbstractQueuedLongSynchronizer", lock, Role.LOCK, false, methods));
    }

    private void on(String type, Role role, String methods) {
        of(type, type, role, false, methods);
    }

    private void view(String lock, String nested) {
        of(lock + '$' + nested, lock, Role.LOCK, false, LOCK);
    }

    private void around(String type, String methods) {
        of(type, type, Role.WAITER, true, methods);
    }

    private void of(String className, String type, Role role, boolean around, String methods) {
        List<String> names = List.of(methods.split(" ", -1));
        rows.add(new OperationRow(className, type, role, around, names));
    }
}
