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
import java.util.Objects;
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

        long before = Collector.whole();
        Verdicts verdicts = prover.prove(this::each);

        assertThat(Collector.whole() - before).as("whole collections").isEqualTo(2);
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
        long kept = waitsHeld();
        AtomicInteger given = new AtomicInteger();
        Trial trial = trial(() -> given.addAndGet(held.get(0).offer(1) ? 1 : 0));
        assertThat(tracking.contains(kept)).isFalse();

        assertThat(trial.run()).isTrue();
        assertThat(trial.end()).isTrue();
        assertThat(given).hasValue(1);
        await().until(() -> !tracking.contains(kept));
    }

    @Test
    void aThreadThatIsInterruptedWhileItIsTriedEnds() throws Exception {
        long kept = waitsHeld();
        List<Trial> own = new ArrayList<>();
        Trial trial =
                trial(() -> Objects.requireNonNull(own.get(0).thread(kept)).interrupt());
        own.add(trial);

        assertThat(trial.run()).isTrue();
        assertThat(trial.end()).isTrue();
        await().until(() -> !tracking.contains(kept));
    }

    @Test
    void aThreadThatParksAnewWhileItIsTriedIsInTheListAgain() throws Exception {
        SynchronousQueue<Integer> second = new SynchronousQueue<>();
        held.add(new SynchronousQueue<>());
        SynchronousQueue<Integer> first = held.get(0);
        long kept = starts(() -> {
            Integer given = first.take();
            second.put(given);
        });
        Trial trial = trial(() -> first.offer(1));

        assertThat(trial.run()).isTrue();
        assertThat(trial.end()).isTrue();
        assertThat(tracking.contains(kept)).isTrue();
        assertThat(second.take()).isEqualTo(1);
        await().until(() -> !tracking.contains(kept));
    }

    @Test
    void aCollectionOfTheProgramsOwnInBetweenLosesNobody() throws Exception {
        long leaked = waits(new SynchronousQueue<>());
        long kept = waitsHeld();
        Trial trial = trial(() -> {});
        System.gc();

        assertThat(trial.end()).isTrue();
        assertThat(tracking.contains(leaked)).isTrue();
        assertThat(tracking.contains(kept)).isTrue();
        System.gc();
        assertThat(tracking.contains(leaked)).isTrue();
    }

    @Test
    void aCollectionOfTheProgramsOwnWhileThreadsAreTakenOutHidesNobody() throws Exception {
        long head = startsHead();
        long tail = waits(held.remove(0));
        Trial trial = new Trial(new Witness(), tracking, System::gc, System::nanoTime, Trial.patience());
        each((thread, id, blocker) -> {
            if (id == head) {
                trial.add(thread, id);
            }
        });
        System.gc(); // the head's witness fires, and holds it and what the tail waits on
        each((thread, id, blocker) -> trial.add(thread, id));

        assertThat(trial.run()).isTrue();
        assertThat(trial.isProved(head)).isTrue();
        assertThat(trial.isProved(tail)).isTrue();
        assertThat(trial.end()).isTrue();
    }

    @Test
    void aFinalizerOfTheProgramThatWakesAThreadIsWaitedFor() throws Exception {
        long woken = startsWithFinalizer();

        assertThat(prover.prove(this::each).proved()).isEmpty();
        await().until(() -> !tracking.contains(woken));
    }

    /** Its queue can be reached by a finalizer alone, which gives it what it waits for. */
    private long startsWithFinalizer() throws Exception {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        Object waker = new Waker(queue);
        long id = waits(queue);
        assertThat(waker).isNotNull();
        return id;
    }

    private static final class Waker {
        private final SynchronousQueue<Integer> queue;

        Waker(SynchronousQueue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // what programs still do
        protected void finalize() {
            boolean unused = queue.offer(1);
        }
    }

    private long waitsHeld() throws Exception {
        held.add(new SynchronousQueue<>());
        return waits(held.get(held.size() - 1));
    }

    /** All suspects are out; {@code meanwhile} happens before each collection. */
    private Trial trial(Runnable meanwhile) throws ReflectiveOperationException {
        Runnable collect = () -> {
            meanwhile.run();
            System.gc();
        };
        Trial trial = new Trial(new Witness(), tracking, collect, System::nanoTime, Trial.patience());
        each((thread, id, blocker) -> trial.add(thread, id));
        return trial;
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
