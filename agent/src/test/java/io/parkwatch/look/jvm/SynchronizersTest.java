// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // threads that end with the test hold the locks
class SynchronizersTest {
    private final Synchronizers synchronizers = new Synchronizers();

    @Test
    void theQueueOfALockHasItsWaitersInTheirOrder() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Thread first = parked(lock::lock);
        Thread second = parked(lock::lock);
        Object sync = Objects.requireNonNull(LockSupport.getBlocker(first));

        assertThat(synchronizers.isKnown(sync)).isTrue();
        assertThat(synchronizers.lock(sync)).isSameAs(sync);
        assertThat(synchronizers.state(sync)).isEqualTo(1);
        assertThat(synchronizers.first(sync)).isSameAs(first);
        assertThat(synchronizers.waiters(sync)).isEqualTo(2);
        assertThat(synchronizers.isQueued(sync, second)).isTrue();
        assertThat(synchronizers.isQueued(sync, Thread.currentThread())).isFalse();
    }

    @Test
    void aSignalledThreadIsInTheQueueOfItsConditionsLock() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        Thread waiter = parked(() -> {
            lock.lock();
            condition.awaitUninterruptibly();
        });
        Object blocker = Objects.requireNonNull(LockSupport.getBlocker(waiter));
        Object sync = synchronizers.lock(blocker);

        assertThat(sync).isNotSameAs(blocker);
        assertThat(synchronizers.isQueued(sync, waiter)).isFalse();
        lock.lock();
        condition.signal();
        assertThat(synchronizers.isQueued(sync, waiter)).isTrue();
    }

    @Test
    void aReadWriteLockCountsReadersAndWriters() throws Exception {
        ReentrantReadWriteLock read = new ReentrantReadWriteLock();
        read.readLock().lock();
        read.readLock().lock();
        Object sync = Objects.requireNonNull(LockSupport.getBlocker(parked(read.writeLock()::lock)));
        assertThat(synchronizers.readHolds(sync)).isEqualTo(2);
        assertThat(synchronizers.writeHolds(sync)).isZero();

        ReentrantReadWriteLock written = new ReentrantReadWriteLock();
        written.writeLock().lock();
        sync = Objects.requireNonNull(LockSupport.getBlocker(parked(written.readLock()::lock)));
        assertThat(synchronizers.readHolds(sync)).isZero();
        assertThat(synchronizers.writeHolds(sync)).isEqualTo(1);
    }

    @Test
    void ofAnythingElseNothingIsKnown() {
        assertThat(synchronizers.isKnown(new Semaphore(0))).isFalse();
        assertThat(synchronizers.waiters(this)).isNegative();
        assertThat(synchronizers.first(this)).isNull();
        assertThat(synchronizers.lock(this)).isSameAs(this);
    }

    private static Thread parked(Runnable body) {
        Thread thread = new Thread(body, "parked");
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
