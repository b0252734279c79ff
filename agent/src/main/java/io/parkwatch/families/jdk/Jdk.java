// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import static io.parkwatch.points.HookPoint.point;

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
                points.add(HookPoint.making(type, lock ? Hook.MADE_LOCK : Hook.MADE));
            }
        }
        points.add(point(STREAM, "read", "()I", Hook.SLICED_READ, 17));
        points.add(point(STREAM, "awaitSpace", "()V", Hook.SLICED_WRITE, 17));
        points.add(point(STREAM, "checkStateForReceive", "()V", Hook.SLICED_WRITE, 17));
        points.add(point(READER, "read", "()I", Hook.SLICED_READ, 17));
        points.add(point(READER, "receive", "(I)V", Hook.SLICED_WRITE, 17));
        return points;
    }

    private static String name(String column) {
        return column.startsWith("java.") ? column : "java.util.concurrent." + column;
    }

    private static Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new HashMap<>();
        for (String line : CHANNELS.split("\n", -1)) {
            List<String> columns = new ArrayList<>(List.of(line.split(" ", -1)));
            columns.removeIf(String::isEmpty);
            if (!columns.isEmpty() && !line.startsWith("#")) {
                rows.put(name(columns.get(0)), columns);
            }
        }
        return rows;
    }

    @Override
    public List<OperationRow> operations() {
        List<OperationRow> operations = JdkOperations.others();
        rows().forEach((type, row) -> {
            if (row.size() > OPERATIONS) {
                Role role = Role.valueOf(row.get(OPERATIONS).toUpperCase(Locale.ROOT));
                operations.add(new OperationRow(type, type, role, false, row.subList(OPERATIONS + 1, row.size())));
            }
        });
        return operations;
    }

    @Override
    public Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        rows().forEach((type, row) -> {
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
        return JdkOperations.retakes();
    }

    @Override
    public List<String> sliced() {
        return List.of(STREAM.replace('/', '.'), READER.replace('/', '.'));
    }

    @Override
    public boolean isShared(Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer
                || blocker instanceof Condition
                || blocker instanceof StampedLock
                || blocker instanceof LinkedTransferQueue
                || blocker instanceof Exchanger;
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
            made = new JdkChannels(rows());
            reader = made;
        }
        return made;
    }
}
