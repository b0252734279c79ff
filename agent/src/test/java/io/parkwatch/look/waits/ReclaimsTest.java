// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Operation;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Verdict;
import io.parkwatch.look.jvm.VirtualThreads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Tests with real virtual threads, which the collector reclaims. */
class ReclaimsTest {
    private final Reclaims reclaims = new Reclaims();

    @Test
    void aThreadThatIsReclaimedWhileItWaitsIsReported() throws Exception {
        StuckWait wait = stuck();
        wait.seenAt = 1;
        WeakReference<Thread> thread = parked(wait);
        assertThat(reclaims.reclaimed(1)).isEmpty();
        awaitReclaimed(thread);

        assertThat(reclaims.reclaimed(2)).containsExactly(wait);
        assertThat(reclaims.reclaimed(3)).isEmpty();
    }

    @Test
    void aThreadThatHasEndedIsNot() throws Exception {
        awaitReclaimed(ended(stuck()));

        assertThat(reclaims.reclaimed(2)).isEmpty();
    }

    private WeakReference<Thread> ended(StuckWait wait) throws InterruptedException {
        Thread thread = start(() -> LockSupport.park());
        await().until(() -> thread.getState() == Thread.State.WAITING);
        reclaims.watch(wait, thread);
        LockSupport.unpark(thread);
        thread.join();
        return new WeakReference<>(thread);
    }

    @Test
    void aThreadWhoseWaitWasSeenIsWatchedOn() throws Exception {
        StuckWait wait = stuck();
        WeakReference<Thread> thread = parked(wait);
        for (int look = 1; look < 5; look++) {
            wait.seenAt = look;
            assertThat(reclaims.reclaimed(look)).isEmpty();
        }
        awaitReclaimed(thread);

        assertThat(reclaims.reclaimed(5)).containsExactly(wait);
    }

    /** The latch of the thread refers to a thread that joins it. */
    @Test
    void aThreadThatAnotherJoinsIsNotWatched() throws Exception {
        StuckWait wait = stuck();
        WeakReference<Thread> thread = joined(wait);
        awaitReclaimed(thread);

        assertThat(reclaims.reclaimed(2)).isEmpty();
    }

    @SuppressWarnings("ThreadJoinLoop") // an interrupt only ends the test
    private WeakReference<Thread> joined(StuckWait wait) throws ReflectiveOperationException {
        Thread thread = start(() -> LockSupport.park());
        Thread joins = start(() -> {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The test is over.
            }
        });
        await().until(() -> joins.getState() == Thread.State.WAITING);
        reclaims.watch(wait, thread);
        assertThat(new VirtualThreads().takeOut(thread)).isTrue();
        assertThat(new VirtualThreads().takeOut(joins)).isTrue();
        return new WeakReference<>(thread);
    }

    @Test
    void theLastVerdictIsReportedWithIt() {
        OldWait wait = new OldWait(0, Samples.observation(), is());
        assertThat(wait.with(Verdict.LEAKED, null).stuck()).isSameAs(wait.stuck());
        assertThat(Objects.requireNonNull(wait.stuck()).observation().verdict()).isEqualTo(Verdict.LEAKED);
    }

    /** Removes the thread from the JDK's set, which would hold it. */
    private WeakReference<Thread> parked(StuckWait wait) throws ReflectiveOperationException {
        Thread thread = start(() -> LockSupport.park());
        await().until(() -> thread.getState() == Thread.State.WAITING);
        reclaims.watch(wait, thread);
        assertThat(new VirtualThreads().takeOut(thread)).isTrue();
        return new WeakReference<>(thread);
    }

    private static void awaitReclaimed(WeakReference<Thread> thread) {
        await().until(() -> {
            System.gc();
            return thread.refersTo(null);
        });
    }

    private static StuckWait stuck() {
        return Objects.requireNonNull(new OldWait(0, Samples.observation(), is()).stuck());
    }

    private static Classification is() {
        return new Classification.Stuck(
                "aaaaaaaaaaaaaaaa",
                new Operation(Role.RECEIVER, "take", "x.Channel", 0, false),
                new Frame("com.acme.Shop", "run", "Shop.java", 1, false));
    }

    private static Thread start(Runnable body) {
        try {
            MethodHandle start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
            return (Thread) start.invokeExact(body);
        } catch (Throwable t) {
            throw new IllegalStateException("this test runs on 21 and later", t);
        }
    }
}
