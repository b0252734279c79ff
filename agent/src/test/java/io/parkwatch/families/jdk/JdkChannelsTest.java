// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.families.jdk;

import static io.parkwatch.families.ReaderTests.field;
import static io.parkwatch.families.ReaderTests.parkedBy;
import static io.parkwatch.families.ReaderTests.saw;
import static io.parkwatch.families.ReaderTests.waitsOn;
import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.families.BlockedWait;
import io.parkwatch.families.Monitor;
import io.parkwatch.families.OperationRow;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.points.Hook;
import io.parkwatch.points.HookPoint;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JdkChannelsTest {
    private final JdkChannels reader = new Jdk().reader();

    @Test
    void onlyLocksAreRecordedAsLocks() {
        assertThat(new Jdk()
                        .hookPoints().stream()
                                .filter(point -> point.hook() == Hook.MADE_LOCK)
                                .map(HookPoint::owner))
                .containsExactlyInAnyOrder(
                        "java/util/concurrent/locks/ReentrantLock",
                        "java/util/concurrent/locks/ReentrantReadWriteLock",
                        "java/util/concurrent/locks/StampedLock");
    }

    @Test
    void aSizeThatIsReadHalfIsNotKnown() {
        List<String> missing = new ArrayList<>();
        JdkChannel channel = new JdkChannel(
                List.of("DelayQueue", "made", "unbounded", "available", "q.lacking", "-"), DelayQueue.class, missing);

        assertThat(channel.size(new DelayQueue<>())).isNull();
        assertThat(missing).containsExactly("PriorityQueue.lacking");
    }

    /** A channel, the object that a thread is parked by, and the description of the channel. */
    record Known(
            Object channel,
            Object blocker,
            Kind kind,
            @Nullable Integer size,
            @Nullable Integer capacity) {
        @Override
        public String toString() {
            return channel.getClass().getSimpleName() + " by "
                    + blocker.getClass().getSimpleName();
        }
    }

    private static Known by(Object channel, String field, Kind kind, @Nullable Integer size, @Nullable Integer room) {
        return new Known(channel, field.isEmpty() ? channel : field(channel, field), kind, size, room);
    }

    static List<Known> channels() throws IOException {
        ArrayBlockingQueue<String> array = new ArrayBlockingQueue<>(3, false, List.of("a", "b"));
        LinkedBlockingQueue<String> linked = new LinkedBlockingQueue<>(4);
        linked.add("a");
        LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>(5);
        deque.addAll(List.of("a", "b", "c"));
        LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>(List.of("a", "b"));
        DelayQueue<Later> delays = new DelayQueue<>(List.of(new Later()));
        return List.of(
                by(array, "notEmpty", Kind.BOUNDED, 2, 3),
                by(array, "notFull", Kind.BOUNDED, 2, 3),
                by(linked, "notEmpty", Kind.BOUNDED, 1, 4),
                by(linked, "notFull", Kind.BOUNDED, 1, 4),
                by(new LinkedBlockingQueue<>(List.of("a")), "notEmpty", Kind.UNBOUNDED, 1, null),
                by(deque, "notEmpty", Kind.BOUNDED, 3, 5),
                by(deque, "notFull", Kind.BOUNDED, 3, 5),
                by(new LinkedBlockingDeque<>(), "notFull", Kind.UNBOUNDED, 0, null),
                by(new PriorityBlockingQueue<>(List.of("a", "b")), "notEmpty", Kind.UNBOUNDED, 2, null),
                by(delays, "available", Kind.UNBOUNDED, 1, null),
                by(transfer, "", Kind.UNBOUNDED, 2, null),
                by(new SynchronousQueue<>(), "transferer", Kind.RENDEZVOUS, 0, 0),
                by(new Exchanger<>(), "", Kind.RENDEZVOUS, null, null),
                by(new ReentrantLock(), "sync", Kind.NONE, null, null),
                by(new ReentrantReadWriteLock(), "sync", Kind.NONE, null, null),
                by(new StampedLock(), "", Kind.NONE, null, null),
                by(new Semaphore(2), "sync", Kind.NONE, null, null),
                by(new CountDownLatch(2), "sync", Kind.NONE, null, null),
                by(new CyclicBarrier(2), "trip", Kind.NONE, null, null),
                by(new Phaser(2), "", Kind.NONE, null, null),
                by(pipe(4, 3, 0), "", Kind.BOUNDED, 3, 4),
                by(pipe(4, 4, 0), "", Kind.BOUNDED, 4, 4),
                by(pipe(4, 4, 3), "", Kind.BOUNDED, 1, 4),
                by(pipe(4, 0, 0), "", Kind.BOUNDED, 0, 4),
                by(wrapped(), "", Kind.BOUNDED, 3, 4),
                by(reader(), "", Kind.BOUNDED, 2, 8));
    }

    /** Returns a pipe after some bytes were written and some were read. */
    private static PipedInputStream pipe(int room, int written, int read) throws IOException {
        PipedInputStream in = new PipedInputStream(room);
        new PipedOutputStream(in).write(new byte[written]);
        in.skipNBytes(read);
        return in;
    }

    /** Returns a pipe that writes its next byte before the place of the next read. */
    private static PipedInputStream wrapped() throws IOException {
        PipedInputStream in = new PipedInputStream(4);
        PipedOutputStream out = new PipedOutputStream(in);
        out.write(new byte[4]);
        in.skipNBytes(2);
        out.write(7);
        return in;
    }

    private static PipedReader reader() throws IOException {
        PipedReader in = new PipedReader(8);
        new PipedWriter(in).write("ab");
        return in;
    }

    private static final class Later implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return 1;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    private ObservedChannel found(BlockedWait wait, Object... channels) {
        reader.find(List.of(wait), saw(channels));
        assertThat(reader.missing()).isEmpty();
        assertThat(wait.channel).isNotNull();
        return wait.channel;
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aChannelIsFoundByWhatItsThreadIsParkedBy(Known known) {
        ObservedChannel found = found(parkedBy(known.blocker), new Semaphore(0), known.channel, new ReentrantLock());

        assertThat(found.type()).isEqualTo(known.channel.getClass().getName());
        assertThat(found.kind()).isEqualTo(known.kind);
        assertThat(found.size()).isEqualTo(known.size);
        assertThat(found.capacity()).isEqualTo(known.capacity);
        assertThat(found.createdAt()).isNull();
    }

    @Test
    void aBlockerOfAnotherInstanceIsNotTaken() {
        BlockedWait wait = parkedBy(field(new Semaphore(0), "sync"));

        reader.find(List.of(wait), saw(new Semaphore(0)));

        assertThat(wait.channel).isNull();
    }

    @Test
    void aBarrierShowsItsParties() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(3);
        Thread party = new Thread(() -> {
            try {
                barrier.await();
            } catch (BrokenBarrierException | InterruptedException over) {
                // The test is over.
            }
        });
        party.start();
        while (barrier.getNumberWaiting() < 1) {
            Thread.onSpinWait();
        }

        assertThat(found(parkedBy(field(barrier, "trip")), barrier).state())
                .isEqualTo(Map.of("parties", 3, "arrived", 1));
        barrier.reset();
        party.join();
    }

    @Test
    void aPublishersThreadIsParkedByAnySubscription() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 16)) {
            publisher.subscribe(new Subscriber());
            publisher.subscribe(new Subscriber());
            Object second = field(field(publisher, "clients"), "next");

            ObservedChannel found = found(parkedBy(second), publisher);

            assertThat(found.kind()).isEqualTo(Kind.BOUNDED);
            assertThat(found.capacity()).isEqualTo(16);
            assertThat(found.size()).isNull();
        }
    }

    private static final class Subscriber implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(String item) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void aConditionLeadsToItsLock() {
        ReentrantLock lock = new ReentrantLock();
        ReentrantReadWriteLock both = new ReentrantReadWriteLock();

        for (Object condition : List.of(lock.newCondition(), both.writeLock().newCondition())) {
            ObservedChannel found = found(parkedBy(condition), lock, both);
            assertThat(found.type()).isEqualTo(condition.getClass().getName());
            assertThat(found.kind()).isEqualTo(Kind.NONE);
        }
    }

    @Test
    void aQueuesOwnConditionIsTheQueue() {
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);

        for (List<Object> order : List.of(List.of(field(queue, "lock"), queue), List.of(queue, field(queue, "lock")))) {
            assertThat(found(parkedBy(field(queue, "notEmpty")), order.toArray())
                            .type())
                    .isEqualTo(ArrayBlockingQueue.class.getName());
        }
    }

    @Test
    void aPartyOfAPhaserIsParkedByANodeOfItsOwn() throws Exception {
        Phaser phaser = new Phaser(1);
        Class<?> type = Class.forName("java.util.concurrent.Phaser$QNode");
        var make = type.getDeclaredConstructors()[0];
        make.setAccessible(true);
        Object node = make.newInstance(phaser, 0, false, false, 0L);

        assertThat(found(parkedBy(node), phaser).type()).isEqualTo(Phaser.class.getName());
    }

    @Test
    void aChannelIsFoundByItsOwnMonitor() {
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
        Own own = new Own();
        Monitor one = new Monitor(ArrayBlockingQueue.class.getName(), System.identityHashCode(queue), null);

        assertThat(found(waitsOn(one), new ArrayBlockingQueue<>(3), queue).capacity())
                .isEqualTo(2);
        assertThat(found(waitsOn(new Monitor(Own.class.getTypeName(), 0, own)), own)
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    private static final class Own {}

    @Test
    void aSubclassIsReadAsTheNearestClassOfTheTable() {
        @SuppressWarnings("serial") // never serialized
        class Mine extends LinkedTransferQueue<String> {
            @Override
            public int size() {
                throw new AssertionError("a method of the program was called");
            }
        }
        Mine mine = new Mine();
        mine.add("a");

        ObservedChannel found = found(parkedBy(mine), mine);

        assertThat(found.type()).isEqualTo(Mine.class.getName());
        assertThat(found.size()).isEqualTo(1);
    }

    @Test
    void aPartOfAChannelIsKnownByItsKeys() {
        ReentrantLock lock = new ReentrantLock();

        assertThat(reader.isPart(lock, lock)).isTrue();
        assertThat(reader.isPart(lock, field(lock, "sync"))).isTrue();
        assertThat(reader.isPart(lock, field(new ReentrantLock(), "sync"))).isFalse();
        assertThat(reader.isPart("no channel", lock)).isFalse();
    }

    @Test
    void theTableGivesKindsThatTheClassDetermines() {
        assertThat(new Jdk().kinds())
                .containsEntry(ArrayBlockingQueue.class.getName(), Kind.BOUNDED)
                .containsEntry(SynchronousQueue.class.getName(), Kind.RENDEZVOUS)
                .containsEntry(DelayQueue.class.getName(), Kind.UNBOUNDED)
                .doesNotContainKeys(LinkedBlockingQueue.class.getName(), LinkedBlockingDeque.class.getName());
    }

    @Test
    void theTablesGiveTheRolesOfOperations() {
        String juc = "java.util.concurrent.";

        assertThat(new Jdk().operations())
                .contains(
                        row(juc + "Exchanger", Role.SENDER, "exchange"),
                        row(juc + "SubmissionPublisher", Role.SENDER, "submit", "offer"),
                        row("java.io.PipedInputStream", Role.RECEIVER, "read"),
                        row(juc + "Semaphore", Role.LOCK, "acquire", "acquireUninterruptibly", "tryAcquire"),
                        row(juc + "CountDownLatch", Role.WAITER, "await"),
                        row(juc + "locks.ReentrantLock", Role.LOCK, "lock", "lockInterruptibly", "tryLock"))
                .contains(
                        new OperationRow(
                                "java.io.PipedWriter", "java.io.PipedReader", Role.SENDER, false, List.of("write")),
                        new OperationRow(
                                juc + "locks.StampedLock$ReadLockView",
                                juc + "locks.StampedLock",
                                Role.LOCK,
                                false,
                                List.of("lock", "lockInterruptibly", "tryLock")),
                        new OperationRow(juc + "FutureTask", juc + "FutureTask", Role.WAITER, true, List.of("get")));
    }

    private static OperationRow row(String type, Role role, String... methods) {
        return new OperationRow(type, type, role, false, List.of(methods));
    }
}
