// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class MonitorsTest {
    private final Monitors monitors = new Monitors();

    /** A coroutine has no thread. From 25 on the JVM would crash if it were asked for the snapshot of null. */
    @Test
    void noThreadOwnsAndWantsNothing() {
        assertThat(monitors.owned(null)).isEmpty();
        assertThat(monitors.wanted(null)).isNull();
    }

    @Test
    void aThreadOwnsWhatItHasEntered() {
        Object monitor = new Object();
        synchronized (monitor) {
            if (monitors.areKnown()) {
                assertThat(monitors.owned(Thread.currentThread())).contains(monitor);
            }
        }
    }

    /**
     * On 25 the JVM crashes in a snapshot of a virtual thread that is mounted meanwhile (JDK-8364343). Of these threads
     * it did so within 100,000 snapshots.
     */
    @Test
    void virtualThreadsThatComeAndGoAreReadAndNoneIsLost() throws Throwable {
        assumeTrue(monitors.areKnown());
        MethodHandle start = MethodHandles.publicLookup()
                .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        AtomicBoolean ends = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            threads.add((Thread) start.invoke((Runnable) () -> takeTurns(monitor, lock, ends)));
        }
        int wanting = 0;
        for (int i = 0; i < 100_000; i++) {
            for (Thread thread : threads) {
                wanting += monitors.wanted(thread) == monitor ? 1 : 0;
            }
        }
        ends.set(true);
        synchronized (monitor) {
            monitor.notifyAll();
        }
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(wanting).isPositive();
    }

    private static void takeTurns(Object monitor, ReentrantLock lock, AtomicBoolean ends) {
        while (!ends.get()) {
            lock.lock();
            try {
                Thread.onSpinWait();
            } finally {
                lock.unlock();
            }
            synchronized (monitor) {
                monitor.notify();
                waitUnless(ends, monitor);
            }
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the next in turn is whoever was notified
    private static void waitUnless(AtomicBoolean ends, Object monitor) {
        try {
            if (!ends.get()) {
                monitor.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once {@code Object.wait} is compiled the JVM does not say on what a thread waits there. */
    @Test
    void aThreadThatHasGivenItsMonitorUpDoesNotOwnIt() throws InterruptedException {
        Object monitor = new Object();
        Thread thread = new Thread(() -> waitOften(monitor));
        thread.setDaemon(true);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        assertThat(monitors.owned(thread)).doesNotContain(monitor);
    }

    private static void waitOften(Object monitor) {
        synchronized (monitor) {
            for (int i = 0; i < 100_000; i++) {
                Thread.currentThread().interrupt();
                waits(monitor, 0);
            }
            waits(monitor, 86_400_000);
        }
    }

    @SuppressWarnings("WaitNotInLoop")
    private static void waits(Object monitor, long millis) {
        try {
            monitor.wait(millis);
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }
}
