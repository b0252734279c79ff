// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.look.jvm.Synchronizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the queues of threads that really wait. */
class QueueStatesTest {
    private final Synchronizers synchronizers = new Synchronizers();
    private final Transfers transfers = new Transfers();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endAll() {
        threads.forEach(Thread::interrupt);
    }

    private Thread waits(Callable<?> in) {
        Thread thread = new Thread(() -> {
            try {
                in.call();
            } catch (Exception interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        await().until(() -> LockSupport.getBlocker(thread) != null && thread.getState() == Thread.State.WAITING);
        return thread;
    }

    private static Object blocker(Thread thread) {
        return Objects.requireNonNull(LockSupport.getBlocker(thread));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseThatWaitAtAConditionAreCountedUntilTheyAreSignalled(boolean shared) throws Exception {
        Lock lock = shared ? new ReentrantReadWriteLock().writeLock() : new ReentrantLock();
        Condition condition = lock.newCondition();
        Thread first = waits(() -> awaits(lock, condition));
        Thread second = waits(() -> awaits(lock, condition));

        assertThat(synchronizers.waiting(blocker(second), second)).isEqualTo(2);
        assertThat(synchronizers.waiting(condition, null)).isEqualTo(2);
        assertThat(synchronizers.waiting(condition, Thread.currentThread())).isEqualTo(Synchronizers.UNKNOWN);
        lock.lock();
        try {
            condition.signal();
            assertThat(synchronizers.waiting(condition, null)).isEqualTo(1);
            assertThat(synchronizers.waiting(condition, first))
                    .as("it waits for the lock")
                    .isEqualTo(Synchronizers.UNKNOWN);
            second.interrupt();
            await().until(() -> synchronizers.waiting(condition, null) == 0);
        } finally {
            lock.unlock();
        }
    }

    private static Object awaits(Lock lock, Condition condition) throws InterruptedException {
        lock.lock();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                condition.await();
            }
            return lock;
        } finally {
            lock.unlock();
        }
    }

    @Test
    void noOtherBlockerIsACondition() {
        assertThat(synchronizers.isCondition(new Object())).isFalse();
        assertThat(synchronizers.waiting(new Object(), null)).isEqualTo(Synchronizers.UNKNOWN);
        assertThat(synchronizers.waiting(null, null)).isEqualTo(Synchronizers.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thoseThatWaitInASynchronousQueueAreCountedByTheirSide(boolean fair) throws InterruptedException {
        SynchronousQueue<Object> queue = new SynchronousQueue<>(fair);
        Thread gone = waits(() -> queue.take());
        assertThat(transfers.of(blocker(gone), gone)).isEqualTo(Map.of("putters", 0, "takers", 1));
        Object blocker = blocker(gone);
        queue.put("taken");
        gone.join();
        Thread one = waits(() -> put(queue));
        Thread two = waits(() -> put(queue));
        assertThat(transfers.of(blocker(two), two)).isEqualTo(Map.of("putters", 2, "takers", 0));
        one.interrupt();
        one.join();
        assertThat(transfers.of(blocker, two)).isEqualTo(Map.of("putters", 1, "takers", 0));
        assertThat(transfers.of(blocker, one)).as("it does not wait any more").isEmpty();
    }

    private static Object put(SynchronousQueue<Object> queue) throws InterruptedException {
        queue.put("more");
        return queue;
    }

    @Test
    void anItemOfATransferQueueThatNobodyWaitsWithIsNoPutter() {
        LinkedTransferQueue<Object> queue = new LinkedTransferQueue<>();
        queue.put("an item");
        Thread putter = waits(() -> {
            queue.transfer("more");
            return queue;
        });

        assertThat(transfers.of(queue, putter)).isEqualTo(Map.of("putters", 1, "takers", 0));
    }

    @Test
    void aPhaserShowsItsPartiesAndThoseThatHaveArrived() {
        Phasers phasers = new Phasers();
        Phaser phaser = new Phaser(3);
        phaser.arrive();
        Thread waits = waits(() -> phaser.arriveAndAwaitAdvance());

        assertThat(phasers.of(blocker(waits))).isEqualTo(Map.of("parties", 3, "arrived", 2));
        assertThat(phasers.of(phaser)).isEmpty();
    }

    @Test
    void thePhaserOfATreeThatIsWaitedForIsTheRoot() {
        Phasers phasers = new Phasers();
        Phaser root = new Phaser(1);
        Phaser child = new Phaser(root, 2);
        Thread waits = waits(() -> {
            child.arrive();
            return child.arriveAndAwaitAdvance();
        });

        assertThat(phasers.of(blocker(waits))).isEqualTo(Map.of("parties", 2, "arrived", 1));
    }
}
