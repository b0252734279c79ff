// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

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
