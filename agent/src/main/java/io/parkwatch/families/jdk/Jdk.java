// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import static io.parkwatch.points.HookPoint.inJdk;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Family;
import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/** The channels, locks and meeting points of the JDK. */
public final class Jdk implements Family {
    /**
     * The classes whose instances are known. A subclass is read as the nearest of them. Names without a package are in
     * {@code java.util.concurrent}; a dash stands for none.
     *
     * <ul>
     *   <li>hook: {@code lock} for those that programs create so often that fewer of them are recorded;
     *   <li>kind: {@code bounded?} if only some instances have a bound;
     *   <li>parked by: fields with what a thread can be parked by, {@code a>b} for the first of a list and the field
     *       that leads to the next. If there is none, the channel itself is;
     *   <li>size: a field, {@code a.b} for a field of what that one holds, {@code size()} to count, {@code a>b} for the
     *       ends of a ring where items are put and taken;
     *   <li>capacity: a number, or an array that holds as much. Where the kind is {@code none}, it is the number of
     *       parties of a barrier, and the size that of those that have not arrived;
     *   <li>operations: a role, and the methods in which a thread waits, other than those of a queue.
     * </ul>
     */
    private static final String CHANNELS = """
            # class                      hook kind       parked by        size   capacity          operations
            SynchronousQueue             made rendezvous transferer       0      0
            ArrayBlockingQueue           made bounded    notEmpty,notFull count  items
            LinkedBlockingQueue          made bounded?   notEmpty,notFull count  capacity
            LinkedBlockingDeque          made bounded?   notEmpty,notFull count  capacity
            PriorityBlockingQueue        made unbounded  notEmpty         size   -
            DelayQueue                   made unbounded  available        q.size -
            LinkedTransferQueue          made unbounded  -                size() -
            Exchanger                    made rendezvous -                -      -                 sender exchange
            SubmissionPublisher          made bounded    clients>next     -      maxBufferCapacity sender submit offer
            java.io.PipedInputStream     made bounded    -                in>out buffer            receiver read
            java.io.PipedReader          made bounded    -                in>out buffer            receiver read
            Semaphore                    made none       sync             -      -                 lock acquire \
                    acquireUninterruptibly tryAcquire
            CountDownLatch               made none       sync             -      -                 waiter await
            CyclicBarrier                made none       trip             count  parties           waiter await
            Phaser                       made none       -                -      -                 waiter awaitAdvance \
                    awaitAdvanceInterruptibly arriveAndAwaitAdvance
            locks.ReentrantLock          lock none       sync             -      -                 lock lock \
                    lockInterruptibly tryLock
            locks.ReentrantReadWriteLock lock none       sync             -      -
            locks.StampedLock            lock none       -                -      -                 lock readLock \
                    writeLock readLockInterruptibly writeLockInterruptibly tryReadLock tryWriteLock
            """;

    /**
     * Other methods in which a thread waits: the class of their frames, the channel's class, which is the same where a
     * dash stands, and the role. Those of {@code BlockingQueue} are those of a class that implements it. The role
     * {@code around} is that of a waiter whose class only wraps the object that is waited on.
     */
    private static final String OTHERS = """
            BlockingQueue                                         - sender put offer add putFirst putLast offerFirst \
                    offerLast addFirst addLast push transfer tryTransfer
            BlockingQueue                                         - receiver take poll takeFirst takeLast pollFirst \
                    pollLast pop remove peek drainTo
            java.io.PipedOutputStream                             java.io.PipedInputStream sender write
            java.io.PipedWriter                                   java.io.PipedReader sender write
            locks.ReentrantReadWriteLock$ReadLock                 locks.ReentrantReadWriteLock lock lock \
                    lockInterruptibly tryLock
            locks.ReentrantReadWriteLock$WriteLock                locks.ReentrantReadWriteLock lock lock \
                    lockInterruptibly tryLock
            locks.StampedLock$ReadLockView                        locks.StampedLock lock lock lockInterruptibly tryLock
            locks.StampedLock$WriteLockView                       locks.StampedLock lock lock lockInterruptibly tryLock
            locks.AbstractQueuedSynchronizer$ConditionObject      - waiter await awaitNanos awaitUntil \
                    awaitUninterruptibly
            locks.AbstractQueuedLongSynchronizer$ConditionObject  - waiter await awaitNanos awaitUntil \
                    awaitUninterruptibly
            CompletableFuture                                     - around get join resultNow
            FutureTask                                            - around get
            ForkJoinTask                                          - around get join quietlyJoin invoke \
                    quietlyInvoke invokeAll
            ThreadPerTaskExecutor$ThreadBoundFuture               - around get
            AbstractExecutorService                               - around invokeAll invokeAny
            ThreadPoolExecutor                                    - around awaitTermination
            ThreadPerTaskExecutor                                 - around awaitTermination close invokeAll invokeAny
            ForkJoinPool                                          - around awaitTermination awaitQuiescence close \
                    invoke invokeAll
            StructuredTaskScope                                   - around join joinUntil close
            StructuredTaskScopeImpl                               StructuredTaskScope around join close
            java.lang.Thread                                      - around join
            """;

    /** The column of the role; the methods follow. */
    private static final int OPERATIONS = 6;

    private static final String STREAM = "java/io/PipedInputStream";
    private static final String READER = "java/io/PipedReader";

    private @Nullable JdkChannels reader;

    /**
     * Adds the methods where pipes wait, one second at a time, and those that end such a wait by an exception. Runs at
     * each start, so it reads no more than two columns.
     */
    @Override
    public List<HookPoint> hookPoints() {
        List<HookPoint> points = new ArrayList<>();
        for (String line : CHANNELS.split("\n", -1)) {
            if (!line.startsWith("#") && !line.isEmpty()) {
                int end = line.indexOf(' ');
                String type = name(line.substring(0, end)).replace('.', '/');
                boolean lock = line.substring(end).stripLeading().startsWith("lock ");
                points.add(HookPoint.constructorsInJdk(type, lock ? Hook.MADE_LOCK : Hook.MADE));
            }
        }
        points.add(inJdk(STREAM, "read", "()I", Hook.SLICED_READ, 17));
        points.add(inJdk(STREAM, "awaitSpace", "()V", Hook.SLICED_WRITE, 17));
        points.add(inJdk(STREAM, "checkStateForReceive", "()V", Hook.SLICED_WRITE, 17));
        points.add(inJdk(READER, "read", "()I", Hook.SLICED_READ, 17));
        points.add(inJdk(READER, "receive", "(I)V", Hook.SLICED_WRITE, 17));
        return points;
    }

    private static String name(String column) {
        return column.startsWith("java.") ? column : "java.util.concurrent." + column;
    }

    private static List<List<String>> rows(String table) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            List<String> columns = new ArrayList<>(List.of(line.split(" ", -1)));
            columns.removeIf(String::isEmpty);
            if (!columns.isEmpty() && !line.startsWith("#")) {
                rows.add(columns);
            }
        }
        return rows;
    }

    /** Returns the columns of {@link #CHANNELS}, by class. */
    private static Map<String, List<String>> channels() {
        Map<String, List<String>> channels = new HashMap<>();
        for (List<String> row : rows(CHANNELS)) {
            channels.put(name(row.get(0)), row);
        }
        return channels;
    }

    @Override
    public List<OperationRow> operations() {
        List<OperationRow> operations = new ArrayList<>();
        for (List<String> row : rows(OTHERS)) {
            String type = row.get(row.get(1).equals("-") ? 0 : 1);
            boolean around = row.get(2).equals("around");
            String role = around ? "waiter" : row.get(2);
            operations.add(operation(row.get(0), type, role, around, row.subList(3, row.size())));
        }
        for (List<String> row : rows(CHANNELS)) {
            if (row.size() > OPERATIONS) {
                List<String> methods = row.subList(OPERATIONS + 1, row.size());
                operations.add(operation(row.get(0), row.get(0), row.get(OPERATIONS), false, methods));
            }
        }
        return operations;
    }

    private static OperationRow operation(
            String className, String type, String role, boolean around, List<String> methods) {
        return new OperationRow(
                name(className), name(type), Role.valueOf(role.toUpperCase(Locale.ROOT)), around, methods);
    }

    @Override
    public Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        channels().forEach((type, row) -> {
            if (!row.get(JdkChannel.KIND).endsWith("?")) {
                kinds.put(type, JdkChannel.kind(row));
            }
        });
        return kinds;
    }

    @Override
    public List<String> results() {
        return List.of(
                name("CompletableFuture"),
                name("FutureTask"),
                name("ForkJoinTask"),
                name("ThreadPerTaskExecutor$ThreadBoundFuture"));
    }

    @Override
    public List<String> meetings() {
        return List.of(name("CyclicBarrier"), name("Phaser"));
    }

    @Override
    public List<String> permits() {
        return List.of(name("Semaphore"));
    }

    /** The method is {@code acquire} on 17, the other on 21 and later. */
    @Override
    public List<OperationRow> retakes() {
        List<String> methods = List.of("acquire", "reacquire");
        return List.of(
                operation("locks.AbstractQueuedSynchronizer", "locks.Lock", "lock", false, methods),
                operation("locks.AbstractQueuedLongSynchronizer", "locks.Lock", "lock", false, methods));
    }

    @Override
    public List<String> sliced() {
        return List.of(STREAM.replace('/', '.'), READER.replace('/', '.'));
    }

    @Override
    public @Nullable Object shared(Object blocker) {
        Object of = reader().key(blocker);
        return of != blocker || isShared(blocker) ? of : null;
    }

    private static boolean isShared(Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer
                || blocker instanceof Condition
                || blocker instanceof StampedLock
                || blocker instanceof LinkedTransferQueue
                || blocker instanceof Exchanger
                || blocker.getClass().getName().startsWith("java.util.concurrent.SynchronousQueue$");
    }

    @Override
    public String idleWaits() {
        return "idle-waits.tsv";
    }

    @Override
    public boolean concerns(BlockedWait wait) {
        return true;
    }

    /** Returns the one reader: the program's own types are read with it, too. */
    @Override
    public JdkChannels reader() {
        JdkChannels made = reader;
        if (made == null) {
            made = new JdkChannels(channels());
            reader = made;
        }
        return made;
    }
}
