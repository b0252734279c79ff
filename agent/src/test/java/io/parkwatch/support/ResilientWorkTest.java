// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ResilientWorkTest {
    private final Queue<Thread> workers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void workWhoseThreadDiesIsTakenUpByAnother() {
        ResilientWork kept = kept(() -> {
            workers.add(Thread.currentThread());
            if (workers.size() < 3) {
                throw new StackOverflowError("on purpose");
            }
            awaitEnd();
        });
        kept.start();

        await().until(() -> workers.size() == 3);
        assertThat(kept.end(10)).as("it goes on").isFalse();
        end.countDown();
        assertThat(kept.end(10_000)).isTrue();
    }

    @Test
    void workThatReturnsIsOver() {
        ResilientWork kept = kept(() -> workers.add(Thread.currentThread()));
        kept.start();
        await().until(() -> !workers.isEmpty() && !workers.element().isAlive());

        kept.revive();

        assertThat(kept.end(0)).isTrue();
        assertThat(workers).hasSize(1);
    }

    @Test
    void aThreadThatDiesUnheardIsMissed() {
        ResilientWork kept = kept(() -> {
            workers.add(Thread.currentThread());
            if (workers.size() == 1) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                throw new StackOverflowError("on purpose");
            }
            awaitEnd();
        });
        kept.start();
        await().until(() -> !workers.isEmpty() && !workers.element().isAlive());

        kept.revive();

        await().until(() -> workers.size() == 2);
        end.countDown();
        assertThat(kept.end(10_000)).isTrue();
    }

    @Test
    void whoLeavesWaitsForTheThreadThoughInterrupted() {
        ResilientWork kept = kept(() -> {
            workers.add(Thread.currentThread());
            awaitEnd();
        });
        kept.start();
        await().until(() -> !workers.isEmpty());
        Thread.currentThread().interrupt();

        assertThat(kept.end(10)).isFalse();
        end.countDown();
        assertThat(kept.end(10_000)).isTrue();
    }

    @Test
    void anInterruptDoesNotReachItsThread() {
        ResilientWork kept = kept(() -> {
            workers.add(Thread.currentThread());
            awaitEnd();
        });
        kept.start();
        await().until(() -> !workers.isEmpty());

        workers.element().interrupt();

        assertThat(workers.element().isInterrupted()).isFalse();
        end.countDown();
        assertThat(kept.end(10_000)).isTrue();
    }

    private static ResilientWork kept(Runnable work) {
        return new ResilientWork(AgentThread.root(), work, "kept");
    }

    private void awaitEnd() {
        while (end.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
