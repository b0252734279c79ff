// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Finding;
import io.parkwatch.finding.Finding.Link;
import io.parkwatch.finding.Holder;
import io.parkwatch.finding.Verdict;
import io.parkwatch.look.FakeJvm.FakeThread;
import io.parkwatch.look.FakeJvm.Stack;
import io.parkwatch.look.jvm.Packages;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.ReadLock;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks at threads that wait for locks whose owners a test sets. */
class HolderLookTest {
    private static final int BORN = 10;
    private static final int OLD = BORN + 30;

    private final FakeJvm jvm = new FakeJvm();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoThreadsThatWaitForEachOthersLocksAreDeadlocked(boolean virtual) {
        circle(virtual);
        LookOutcome look = jvm.lookAt(OLD);

        assertThat(look.watched().deadlocked()).isEqualTo(2);
        assertThat(look.findings()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.DEADLOCKED);
            assertThat(finding.deadlocked()).isEqualTo(1);
            assertThat(finding.endedBy()).isEmpty();
            assertThat(finding.root()).isNull();
            assertThat(finding.circle()).extracting(Link::waitsFor).containsOnly("ReentrantLock");
            assertThat(finding.circles()).isEqualTo(1);
        });
        assertThat(look.findings().get(0).circle())
                .containsExactlyInAnyOrderElementsOf(look.findings().get(1).circle());
    }

    @Test
    void aWaitWithATimeOutIsInNoCircle() {
        FakeThread one = circle(false);
        one.state = Thread.State.TIMED_WAITING;
        one.waits(Thread.State.TIMED_WAITING, Stack.lock("com.acme.Debit", "parkNanos"));
        jvm.lookAt(OLD);
        LookOutcome look = jvm.lookAt(OLD + 31);

        assertThat(look.watched().deadlocked()).isZero();
        assertThat(look.findings()).hasSize(2).allMatch(finding -> finding.verdict() == Verdict.STUCK);
    }

    /** Up to 23 the state of a virtual thread does not show a time-out, so the frames must. */
    @Test
    void aVirtualThreadWhoseFramesShowATimeOutIsInNoCircle() {
        FakeThread one = circle(true);
        one.stack = Stack.lock("com.acme.Debit", "parkNanos");

        assertThat(jvm.lookAt(OLD).watched().deadlocked()).isZero();
    }

    /** Whatever moment a thread goes on and waits again: its wait is then another one, and proves nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadThatGoesOnWhileTheLookReadsIsInNoCircle(boolean virtual) {
        FakeThread one = circle(virtual);
        jvm.lookAt(OLD);
        int reads = readsOfALook();
        // The last read is of the other thread, when this one has been checked: a real one could not go on by then.
        for (int at = 1; at < reads; at++) {
            AtomicInteger left = new AtomicInteger(at);
            jvm.beforeABlockerIsRead = () -> {
                if (left.decrementAndGet() == 0) {
                    one.waits(one.state, one.stack);
                }
            };
            LookOutcome look = jvm.lookAt(OLD + at);
            jvm.beforeABlockerIsRead = () -> {};
            jvm.lookAt(OLD + at); // the new wait is seen
            assertThat(look.watched().deadlocked()).as("after %d reads", at).isZero();
            jvm.lookAt(OLD + at + 31);
            assertThat(jvm.lookAt(OLD + at + 31).watched().deadlocked())
                    .as("once that wait is old")
                    .isEqualTo(2);
        }
    }

    private int readsOfALook() {
        AtomicInteger reads = new AtomicInteger();
        jvm.beforeABlockerIsRead = reads::incrementAndGet;
        assertThat(jvm.lookAt(OLD).watched().deadlocked()).isEqualTo(2);
        jvm.beforeABlockerIsRead = () -> {};
        return reads.get();
    }

    @Test
    void twoThreadsThatWantEachOthersMonitorsAreDeadlocked() {
        FakeThread one = enters("com.acme.Debit");
        FakeThread other = enters("com.acme.Credit");
        one.monitorOwner = other;
        other.monitorOwner = one;
        jvm.lookAt(BORN);

        assertThat(jvm.lookAt(OLD).watched().deadlocked()).isEqualTo(2);
    }

    /** The JVM calls it blocked until it runs again, which takes a while if all cores are busy. */
    @Test
    void aThreadThatHasJustGotItsMonitorDoesNotWaitForItself() {
        FakeThread thread = enters("com.acme.Debit");
        thread.monitorOwner = thread;
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        LookOutcome look = jvm.lookAt(OLD);

        assertThat(look.findings()).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
            assertThat(finding.holder()).isNull();
            assertThat(finding.circle()).isEmpty();
        });
    }

    /** Up to 23 the JVM names the carrier of a virtual owner. */
    @Test
    void theVirtualOwnerOfAMonitorIsTheRiderOfTheCarrierThatTheJvmNames() throws Exception {
        FakeThread owner = rider(jvm.platformThread(carrier()));
        enters("com.acme.Debit").monitorOwner = owner.carrier;
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);

        assertThat(holder(finding(jvm.lookAt(OLD + 1))).id()).isEqualTo(owner.id);
    }

    /** The owner has left its carrier, to this rider, between two reads. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRiderOfACarrierThatOwnsTheMonitorNoMoreIsNotNamed(boolean leavesToo) throws Exception {
        FakeThread carrier = jvm.platformThread(carrier());
        FakeThread next = rider(carrier);
        FakeThread thread = enters("com.acme.Debit");
        thread.monitorOwner = carrier;
        jvm.afterARiderIsRead = () -> {
            next.carrier = leavesToo ? null : carrier;
            thread.monitorOwner = leavesToo ? carrier : null;
        };
        jvm.lookAt(BORN);

        for (int i = 0; i < 3; i++) {
            next.carrier = carrier;
            thread.monitorOwner = carrier;
            assertThat(finding(jvm.lookAt(OLD + i)).holder()).isNull();
        }
    }

    private FakeThread rider(FakeThread carrier) {
        FakeThread rider = jvm.virtualThread();
        rider.runs(Stack.enter("com.acme.Token"));
        rider.carrier = carrier;
        return rider;
    }

    private static Thread carrier() throws Exception {
        FutureTask<Thread> task = new FutureTask<>(() -> {
            Method carrier = Thread.class.getDeclaredMethod("currentCarrierThread");
            carrier.setAccessible(true);
            return (Thread) carrier.invoke(null);
        });
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        start.invoke(null, task);
        return task.get();
    }

    private FakeThread enters(String by) {
        return jvm.platformThread().waits(Thread.State.BLOCKED, Stack.enter(by));
    }

    @Test
    void anOwnerThatHasEndedIsProved() {
        FakeThread writer = jvm.platformThread();
        wants(jvm.platformThread(), "com.acme.Reader", ownedBy(writer));
        writer.state = Thread.State.TERMINATED;
        jvm.lookAt(BORN);
        Finding finding = finding(jvm.lookAt(OLD));

        assertThat(finding.verdict()).isEqualTo(Verdict.DEADLOCKED);
        assertThat(finding.circle()).isEmpty();
        assertThat(holder(finding).state()).isEqualTo(Holder.ENDED);
        assertThat(finding.summary()).endsWith(" held when it ended");
    }

    @Test
    void aReaderThatHasEndedIsProvedToo() throws ReflectiveOperationException {
        FakeThread reader = jvm.platformThread();
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        Packages.field(sync(lock).getClass().getSuperclass(), "firstReader", Thread.class)
                .set(sync(lock), reader.thread);
        FakeThread writer = jvm.platformThread();
        writes(writer, lock);
        reader.state = Thread.State.TERMINATED;
        jvm.lookAt(BORN);
        Finding finding = finding(jvm.lookAt(OLD));

        assertThat(finding.verdict()).isEqualTo(Verdict.DEADLOCKED);
        assertThat(finding.circle()).isEmpty();
        assertThat(holder(finding).how()).isEqualTo(Holder.READS);
        assertThat(holder(finding).state()).isEqualTo(Holder.ENDED);
    }

    /** Of several holders those alone are named that two looks in a row read. */
    @Test
    void aReaderThatCameSinceTheLastLookIsNotNamedYet() throws Exception {
        FakeThread first = jvm.platformThread();
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        Packages.field(sync(lock).getClass().getSuperclass(), "firstReader", Thread.class)
                .set(sync(lock), first.thread);
        Reader leaves = new Reader(lock);
        Reader comes = new Reader(lock);
        leaves.call(ReadLock::lock);
        FakeThread writer = jvm.platformThread();
        writes(writer, lock);
        jvm.lookAt(BORN);
        assertThat(finding(jvm.lookAt(OLD)).holder()).isNull();
        leaves.call(ReadLock::unlock);
        comes.call(ReadLock::lock);

        Finding second = finding(jvm.lookAt(OLD + 1));
        assertThat(holder(second).id()).isEqualTo(first.id);
        assertThat(second.alsoHeldBy()).isEmpty();
        Finding third = finding(jvm.lookAt(OLD + 2));
        assertThat(third.alsoHeldBy()).hasSize(1);
        assertThat(third.alsoHeldBy().get(0).holder().id()).isEqualTo(comes.fake.id);
        leaves.end();
        comes.end();
    }

    /** A thread of its own that locks for reading. */
    private final class Reader {
        private final List<Thread> made = new ArrayList<>();
        private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread only = new Thread(task);
            made.add(only);
            return only;
        });
        private final ReadLock lock;
        private final FakeThread fake;

        Reader(ReentrantReadWriteLock lock) throws Exception {
            this.lock = lock.readLock();
            call(any -> {});
            fake = jvm.platformThread(made.get(0));
        }

        void call(Consumer<ReadLock> does) throws Exception {
            thread.submit(() -> does.accept(lock)).get();
        }

        void end() {
            thread.shutdown();
        }
    }

    private static void writes(FakeThread thread, ReentrantReadWriteLock lock) {
        StackTraceElement[] stack = Stack.lock("com.acme.Writer", "park");
        stack[3] = Stack.at(ReentrantReadWriteLock.WriteLock.class.getName(), "lock");
        thread.waits(Thread.State.WAITING, stack);
        thread.blocker = sync(lock);
    }

    /** Whatever moment the owner releases and ends: it held nothing when it ended. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anOwnerThatReleasesAndEndsWhileTheLookReadsIsNotSaidToHaveEnded(int read) {
        FakeThread owner = jvm.platformThread();
        owner.runs(Stack.enter("com.acme.Token"));
        ReentrantLock lock = ownedBy(owner);
        wants(jvm.platformThread(), "com.acme.Caller", lock);
        wants(jvm.platformThread(), "com.acme.Caller", lock);
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        atRead(read, () -> end(owner, lock));
        Finding finding = finding(jvm.lookAt(OLD + 1));

        assertThat(finding.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(finding.summary()).doesNotContain("ended");
        assertThat(finding.holder() == null ? Holder.RUNNING : finding.holder().state())
                .isNotEqualTo(Holder.ENDED);
    }

    /** It gives up what it waits for, so nothing is ever in a circle, and it releases what it holds. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anOwnerInATimedWaitThatReleasesAndEndsWhileTheLookReadsProvesNothing(int read) {
        FakeThread waits = jvm.virtualThread();
        FakeThread owner = jvm.platformThread();
        ReentrantLock lock = ownedBy(owner);
        wants(waits, "com.acme.Debit", lock);
        owner.waits(Thread.State.TIMED_WAITING, Stack.lock("com.acme.Credit", "parkNanos"));
        owner.blocker = sync(ownedBy(waits));
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        atRead(read, () -> end(owner, lock));

        assertThat(jvm.lookAt(OLD + 1).watched().deadlocked()).isZero();
    }

    private void atRead(int number, Runnable happens) {
        AtomicInteger left = new AtomicInteger(number);
        jvm.beforeABlockerIsRead = () -> {
            if (left.decrementAndGet() == 0) {
                happens.run();
            }
        };
    }

    private static void end(FakeThread owner, ReentrantLock lock) {
        OWNER.set(sync(lock), null);
        owner.state = Thread.State.TERMINATED;
    }

    @Test
    void anOwnerThatGoesOnIsNamedOnceTwoLooksReadTheSame() {
        FakeThread owner = jvm.platformThread();
        owner.runs(Stack.enter("com.acme.Token"));
        wants(jvm.platformThread(), "com.acme.Caller", ownedBy(owner));
        jvm.lookAt(BORN);
        assertThat(finding(jvm.lookAt(OLD)).holder()).isNull();

        Finding second = finding(jvm.lookAt(OLD + 1));
        assertThat(second.verdict()).isEqualTo(Verdict.STUCK);
        assertThat(holder(second).id()).isEqualTo(owner.id);
        assertThat(holder(second).state()).isEqualTo(Holder.RUNNING);
        assertThat(holder(second).at())
                .satisfies(
                        at -> assertThat(Objects.requireNonNull(at).className()).isEqualTo("com.acme.Token"));
    }

    @Test
    void anOwnerThatIsAnotherOneAtTheNextLookIsNotNamed() {
        ReentrantLock lock = new ReentrantLock();
        own(lock, jvm.platformThread());
        wants(jvm.platformThread(), "com.acme.Caller", lock);
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        own(lock, jvm.platformThread());

        assertThat(finding(jvm.lookAt(OLD + 1)).holder()).isNull();
        assertThat(finding(jvm.lookAt(OLD + 2)).holder()).isNotNull();
    }

    @Test
    void thoseThatWaitForAStuckThreadStandBehindIt() {
        FakeThread taker = jvm.platformThread().takes("com.acme.Taker");
        ReentrantLock lock = ownedBy(taker);
        for (int i = 0; i < 3; i++) {
            wants(jvm.platformThread(), "com.acme.Caller", lock);
        }
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);
        List<Finding> findings = jvm.lookAt(OLD + 1).findings();

        assertThat(findings).extracting(Finding::behind).containsExactly(3, 0);
        assertThat(findings.get(0).root()).isNull();
        assertThat(findings.get(0).waitsAt().className()).isEqualTo("com.acme.Taker");
        assertThat(findings.get(1).root()).isEqualTo(findings.get(0).fingerprint());
        assertThat(holder(findings.get(1)).fingerprint())
                .isEqualTo(findings.get(0).fingerprint());
    }

    /** The owner field of a lock of the program means what the program makes of it. */
    @Test
    void theOwnerInALockOfTheProgramIsNotRead() {
        FakeThread one = jvm.platformThread();
        OwnSync sync = new OwnSync();
        OWNER.set(sync, one.thread);
        one.waits(Thread.State.WAITING, Stack.lock("com.acme.Debit", "park"));
        one.blocker = sync;
        jvm.lookAt(BORN);
        jvm.lookAt(OLD);

        assertThat(finding(jvm.lookAt(OLD + 1)).holder()).isNull();
    }

    private static final class OwnSync extends AbstractOwnableSynchronizer {
        private static final long serialVersionUID = 1;
    }

    private static final VarHandle OWNER = owner();

    private static VarHandle owner() {
        try {
            return Packages.field(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two threads in a circle, seen by a first look. Returns one of them. */
    private FakeThread circle(boolean virtual) {
        FakeThread one = virtual ? jvm.virtualThread() : jvm.platformThread();
        FakeThread other = virtual ? jvm.virtualThread() : jvm.platformThread();
        wants(one, "com.acme.Debit", ownedBy(other));
        wants(other, "com.acme.Credit", ownedBy(one));
        jvm.lookAt(BORN);
        return one;
    }

    private static ReentrantLock ownedBy(FakeThread owner) {
        ReentrantLock lock = new ReentrantLock();
        own(lock, owner);
        return lock;
    }

    private static void own(ReentrantLock lock, FakeThread owner) {
        OWNER.set(sync(lock), owner.thread);
    }

    private static Object sync(Object lock) {
        Class<?> type = lock.getClass();
        try {
            return Packages.field(type, "sync", Class.forName(type.getName() + "$Sync"))
                    .get(lock);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void wants(FakeThread thread, String by, ReentrantLock lock) {
        thread.waits(Thread.State.WAITING, Stack.lock(by, "park"));
        thread.blocker = sync(lock);
    }

    private static Finding finding(LookOutcome look) {
        assertThat(look.findings()).hasSize(1);
        return look.findings().get(0);
    }

    private static Holder holder(Finding finding) {
        return Objects.requireNonNull(finding.holder());
    }
}
