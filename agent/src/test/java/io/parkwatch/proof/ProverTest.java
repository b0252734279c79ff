// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.finding.WhyNot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads and the collector of this JVM; the JDK's set is really written to. */
class ProverTest {
    private final JdkTracking tracking = new JdkTracking();
    private final Set<Long> suspects = new HashSet<>();
    private final List<SynchronousQueue<Integer>> held = new ArrayList<>();
    private final Prover prover = new Prover(tracking, System::nanoTime, text -> {});

    @AfterEach
    void release() {
        each((thread, id, blocker) -> thread.interrupt());
    }

    @Test
    void whatNobodyCanWakeIsProvedAndWhatSomebodyCanIsNot() throws Exception {
        long leaked = waits(new SynchronousQueue<>());
        held.add(new SynchronousQueue<>());
        long kept = waits(held.get(0));

        Verdicts verdicts = prover.prove(this::each);

        assertThat(verdicts.problem()).isNull();
        assertThat(verdicts.proved()).containsExactly(leaked);
        assertThat(verdicts.whyNot()).containsOnlyKeys(kept).containsValue(WhyNot.REACHABLE);
        assertThat(tracking.contains(leaked)).isTrue();
        assertThat(tracking.contains(kept)).isTrue();
    }

    @Test
    void whatWasProvedOnceIsProvedAgainWithWhatItHides() throws Exception {
        long head = startsHead();
        assertThat(prover.prove(this::each).proved()).containsExactly(head);

        long tail = waits(held.remove(0));
        assertThat(prover.prove(this::each).proved()).containsExactlyInAnyOrder(head, tail);
    }

    /** Waits for ever, and has what the tail will wait on. In a method of its own: an interpreted frame holds what it is done with. */
    private long startsHead() throws Exception {
        SynchronousQueue<Integer> second = new SynchronousQueue<>();
        held.add(second);
        return starts(() -> {
            Integer never = new SynchronousQueue<Integer>().take();
            second.put(never);
        });
    }

    @Test
    void aThreadThatIsWokenWhileItIsTriedGoesOnAndEnds() throws Exception {
        held.add(new SynchronousQueue<>());
        long kept = waits(held.get(0));
        AtomicInteger given = new AtomicInteger();
        Runnable waking = () -> given.addAndGet(held.get(0).offer(1) ? 1 : 0);
        Trial trial = new Trial(new Witness(), tracking, waking, System::nanoTime, Trial.patience());
        each((thread, id, blocker) -> trial.add(thread, id));
        assertThat(tracking.contains(kept)).isFalse();

        assertThat(trial.run()).isTrue();
        assertThat(trial.end()).isTrue();
        assertThat(given).hasValue(1);
        await().until(() -> !tracking.contains(kept));
    }

    @Test
    void withoutSuspectsNoCollectionIsForced() throws Exception {
        WeakReference<Object> weak = new WeakReference<>(new Object());
        Verdicts verdicts = prover.prove(visitor -> {});

        assertThat(verdicts).isEqualTo(Verdicts.none(null));
        assertThat(weak.refersTo(null)).isFalse();
    }

    private long waits(SynchronousQueue<Integer> queue) throws Exception {
        return starts(() -> queue.take());
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private long starts(Body body) throws Exception {
        Runnable task = () -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread thread;
        try {
            thread = (Thread) MethodHandles.lookup()
                    .findStatic(Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class))
                    .invokeExact(task);
        } catch (Throwable t) {
            throw new IllegalStateException("this test runs on 21 and later", t);
        }
        suspects.add(thread.getId());
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return thread.getId();
    }

    private void each(Suspects.Visitor visitor) {
        for (Thread thread : tracking.direct) {
            if (suspects.contains(thread.getId()) && thread.getState() == Thread.State.WAITING) {
                visitor.visit(thread, thread.getId(), System.identityHashCode(LockSupport.getBlocker(thread)));
            }
        }
    }

    /** The JDK's set itself. */
    private static final class JdkTracking implements Tracking {
        private final Set<Thread> direct = direct();

        @SuppressWarnings("unchecked")
        private static Set<Thread> direct() {
            try {
                Class<?> root = Class.forName("jdk.internal.vm.ThreadContainers$RootContainer$TrackingRootContainer");
                return (Set<Thread>) MethodHandles.privateLookupIn(root, MethodHandles.lookup())
                        .findStaticVarHandle(root, "VTHREADS", Set.class)
                        .get();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean takeOut(Thread thread) {
            return direct.remove(thread);
        }

        @Override
        public void putBack(Thread thread) {
            direct.add(thread);
            if (thread.getState() == Thread.State.TERMINATED) {
                direct.remove(thread);
            }
        }

        boolean contains(long id) {
            return direct.stream().anyMatch(thread -> thread.getId() == id);
        }
    }
}
