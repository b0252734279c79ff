// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests with real threads of this JVM, whose counters distinguish one wait from the next. */
class PlatformWaitsTest {
    private final PlatformWaits waits = new PlatformWaits();
    private final LinkedBlockingQueue<Integer> items = new LinkedBlockingQueue<>();
    private final SynchronousQueue<Integer> taken = new SynchronousQueue<>();
    private final Thread taker = new Thread(this::takeAll, "taker");

    @AfterEach
    void end() throws InterruptedException {
        taker.interrupt();
        taker.join();
    }

    @Test
    void theSameWaitIsOneEntryAndKeepsItsDate() {
        startTaker();

        PlatformWaits.Entry first = see(1);
        waits.sweep(1, 1_000);
        PlatformWaits.Entry again = see(2);
        waits.sweep(2, 2_000);

        assertThat(again).isSameAs(first);
        assertThat(again.since()).isEqualTo(1_000);
        assertThat(waits.lasts(again, taker.getId(), taker.getState())).isTrue();
    }

    @Test
    void theNextWaitIsAnotherEntryThoughTheStateIsTheSame() throws InterruptedException {
        startTaker();
        PlatformWaits.Entry first = see(1);
        waits.sweep(1, 1_000);

        items.put(1);
        taken.take();
        awaitState(Thread.State.WAITING);

        assertThat(waits.lasts(first, taker.getId(), taker.getState())).isFalse();
        PlatformWaits.Entry next = see(2);
        waits.sweep(2, 2_000);
        assertThat(next).isNotSameAs(first);
        assertThat(next.since()).isEqualTo(2_000);
    }

    @Test
    void aThreadThatRunsHasNoEntry() {
        long id = Thread.currentThread().getId();
        ThreadInfo self = waits.read(new long[] {id})[0];

        assertThat(waits.see(id, Objects.requireNonNull(self), Thread.State.RUNNABLE, 1))
                .isNull();
    }

    @Test
    void aThreadThatEndedIsForgotten() throws InterruptedException {
        startTaker();
        PlatformWaits.Entry entry = see(1);
        waits.sweep(1, 1_000);
        end();

        assertThat(waits.read(new long[] {taker.getId()})[0]).isNull();
        assertThat(waits.lasts(entry, taker.getId(), taker.getState())).isFalse();
        waits.sweep(2, 2_000);
    }

    @Test
    void theTimeOfItsOwnThreadGoesOn() {
        assertThat(waits.getAsLong()).isPositive();
        assertThat(ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported())
                .isTrue();
    }

    private PlatformWaits.Entry see(int look) {
        ThreadInfo info = waits.read(new long[] {taker.getId()})[0];
        return Objects.requireNonNull(waits.see(taker.getId(), Objects.requireNonNull(info), taker.getState(), look));
    }

    private void startTaker() {
        taker.start();
        awaitState(Thread.State.WAITING);
    }

    private void awaitState(Thread.State state) {
        await().untilAsserted(() -> {
            assertThat(taker.getState()).isEqualTo(state);
            assertThat(items).isEmpty();
        });
    }

    private void takeAll() {
        try {
            while (true) {
                taken.put(items.take());
            }
        } catch (InterruptedException e) {
            // The test is over.
        }
    }

    @Test
    void whatAllThreadsAllocateIsKnownThoseThatEndedToo() throws InterruptedException {
        PlatformWaits waits = new PlatformWaits();
        long before = waits.allocated();
        Thread ends = new Thread(() -> assertThat(new byte[10_000_000]).isNotNull());
        ends.start();
        ends.join();

        assertThat(before).isPositive();
        assertThat(waits.allocated() - before).isBetween(10_000_000L, 100_000_000L);
    }
}
