// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import static io.parkwatch.points.HookPoint.point;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Family;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The channels, locks and meeting points of the JDK. */
public final class Jdk implements Family {
    private static final String STREAM = "java/io/PipedInputStream";
    private static final String READER = "java/io/PipedReader";

    private @Nullable JdkChannels reader;

    /** Returns the channel classes. A subclass is read as the nearest of them. */
    static List<JdkRow> rows() {
        return List.of(
                JdkRow.of("SynchronousQueue", Kind.RENDEZVOUS)
                        .parks("transferer")
                        .empty(),
                JdkRow.of("ArrayBlockingQueue", Kind.BOUNDED)
                        .parks("notEmpty", "notFull")
                        .size("count")
                        .capacity("items"),
                JdkRow.of("LinkedBlockingQueue", Kind.BOUNDED)
                        .parks("notEmpty", "notFull")
                        .size("count")
                        .capacity("capacity")
                        .sometimes(),
                JdkRow.of("LinkedBlockingDeque", Kind.BOUNDED)
                        .parks("notEmpty", "notFull")
                        .size("count")
                        .capacity("capacity")
                        .sometimes(),
                JdkRow.of("PriorityBlockingQueue", Kind.UNBOUNDED)
                        .parks("notEmpty")
                        .size("size"),
                JdkRow.of("DelayQueue", Kind.UNBOUNDED).parks("available").size("q.size"),
                JdkRow.of("LinkedTransferQueue", Kind.UNBOUNDED).size(JdkRow.COUNTED),
                // Both sides hand over an item.
                JdkRow.of("Exchanger", Kind.RENDEZVOUS).operations(Role.SENDER, "exchange"),
                // A submitting thread is parked by the subscription without room.
                JdkRow.of("SubmissionPublisher", Kind.BOUNDED)
                        .parks("clients")
                        .linked("next")
                        .capacity("maxBufferCapacity")
                        .operations(Role.SENDER, "submit", "offer"),
                JdkRow.of("java.io.PipedInputStream", Kind.BOUNDED).ring("in", "out", "buffer"),
                JdkRow.of("java.io.PipedReader", Kind.BOUNDED).ring("in", "out", "buffer"),
                JdkRow.of("Semaphore", Kind.NONE).parks("sync"),
                JdkRow.of("CountDownLatch", Kind.NONE).parks("sync").operations(Role.WAITER, "await"),
                JdkRow.of("CyclicBarrier", Kind.NONE)
                        .parks("trip")
                        .parties("parties", "count")
                        .operations(Role.WAITER, "await"),
                JdkRow.of("Phaser", Kind.NONE)
                        .operations(Role.WAITER, "awaitAdvance", "awaitAdvanceInterruptibly", "arriveAndAwaitAdvance"),
                JdkRow.of("locks.ReentrantLock", Kind.NONE).lock().parks("sync"),
                JdkRow.of("locks.ReentrantReadWriteLock", Kind.NONE).lock().parks("sync"),
                JdkRow.of("locks.StampedLock", Kind.NONE).lock());
    }

    /** Adds the methods where pipes wait, one second at a time, and those that end such a wait by an exception. */
    @Override
    public List<HookPoint> hookPoints() {
        List<HookPoint> points = new ArrayList<>();
        for (JdkRow row : rows()) {
            points.add(HookPoint.making(row.type.replace('.', '/'), row.hook));
        }
        points.add(point(STREAM, "read", "()I", Hook.SLICED_READ, 17));
        points.add(point(STREAM, "awaitSpace", "()V", Hook.SLICED_WRITE, 17));
        points.add(point(STREAM, "checkStateForReceive", "()V", Hook.SLICED_WRITE, 17));
        points.add(point(READER, "read", "()I", Hook.SLICED_READ, 17));
        points.add(point(READER, "receive", "(I)V", Hook.SLICED_WRITE, 17));
        return points;
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
