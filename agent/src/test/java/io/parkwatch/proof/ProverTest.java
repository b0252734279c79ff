// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parkwatch.finding.WhyNot;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses real threads and the collector of this JVM, and really changes the JDK's set. */
class ProverTest {
    private final Waiting waiting = new Waiting();
    private final Waiting.JdkTracking tracking = waiting.tracking;
    private final List<SynchronousQueue<Integer>> held = new ArrayList<>();
    private final Prover prover = new Prover(tracking, System::nanoTime, text -> {});

    @AfterEach
    void release() {
        waiting.release();
    }

    @Test
    void whatNobodyCanWakeIsProvedAndWhatSomebodyCanIsNot() throws Exception {
        long leaked = waiting.waits(new SynchronousQueue<>());
        held.add(new SynchronousQueue<>());
        long kept = waiting.waits(held.get(0));

        long before = new Collector().whole();
        Verdicts verdicts = prover.prove(waiting::each);

        assertThat(new Collector().whole() - before).as("whole collections").isEqualTo(2);
        assertThat(verdicts.problem()).isNull();
        assertThat(verdicts.proved()).containsExactly(Map.entry(leaked, leaked + Waiting.WAIT));
        assertThat(verdicts.whyNot()).containsOnlyKeys(kept).containsValue(WhyNot.REACHABLE);
        assertThat(tracking.contains(leaked)).isTrue();
        assertThat(tracking.contains(kept)).isTrue();
    }

    @Test
    void whereALeakedThreadOfOursIsNotProvedNothingIsClaimed() throws Exception {
        waiting.waits(new SynchronousQueue<>());
        Tracking holdsAll = new Tracking() {
            @Override
            public boolean seesDirect() {
                return true;
            }

            @Override
            public boolean takeOut(Thread thread) {
                return false;
            }

            @Override
            public void putBack(Thread thread) {}
        };

        Verdicts verdicts = new Prover(holdsAll, System::nanoTime, text -> {}).prove(waiting::each);

        assertThat(verdicts).isEqualTo(Verdicts.none(WhyNot.SELF_TEST));
    }

    @Test
    void whatWasProvedOnceIsProvedAgainWithWhatItHides() throws Exception {
        long head = startsHead();
        assertThat(prover.prove(waiting::each).proved()).containsOnlyKeys(head);

        long tail = waiting.waits(held.remove(0));
        assertThat(prover.prove(waiting::each).proved()).containsOnlyKeys(head, tail);
    }

    /**
     * Starts a thread that waits permanently and holds the object that the tail will wait on. This is a separate
     * method, since an interpreted frame holds objects that it no longer uses.
     */
    private long startsHead() throws Exception {
        SynchronousQueue<Integer> second = new SynchronousQueue<>();
        held.add(second);
        return waiting.starts(() -> {
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
        long kept = waiting.starts(() -> {
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
        long leaked = waiting.waits(new SynchronousQueue<>());
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
        long tail = waiting.waits(held.remove(0));
        Trial trial = new Trial(tracking, System::gc, System::nanoTime);
        waiting.each((thread, id, blocker, wait) -> {
            if (id == head) {
                trial.add(thread, id, wait);
            }
        });
        System.gc(); // the head's witness fires, and holds the head and the object that the tail waits on
        waiting.each((thread, id, blocker, wait) -> trial.add(thread, id, wait));

        assertThat(trial.run()).isTrue();
        assertThat(trial.isProved(head)).isTrue();
        assertThat(trial.isProved(tail)).isTrue();
        assertThat(trial.end()).isTrue();
    }

    @Test
    void aFinalizerOfTheProgramThatWakesAThreadIsWaitedFor() throws Exception {
        long woken = startsWithFinalizer();

        assertThat(prover.prove(waiting::each).proved()).isEmpty();
        await().until(() -> !tracking.contains(woken));
    }

    /** Starts a thread whose queue only a finalizer can reach, which gives it an element. */
    private long startsWithFinalizer() throws Exception {
        SynchronousQueue<Integer> queue = new SynchronousQueue<>();
        Object waker = new Waker(queue);
        long id = waiting.waits(queue);
        assertThat(waker).isNotNull();
        return id;
    }

    private static final class Waker {
        private final SynchronousQueue<Integer> queue;

        Waker(SynchronousQueue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        @SuppressWarnings({"deprecation", "removal", "Finalize"}) // programs still do it
        protected void finalize() {
            boolean unused = queue.offer(1);
        }
    }

    private long waitsHeld() throws Exception {
        held.add(new SynchronousQueue<>());
        return waiting.waits(held.get(held.size() - 1));
    }

    /** Takes all suspects out; {@code meanwhile} runs before each collection. */
    private Trial trial(Runnable meanwhile) throws ReflectiveOperationException {
        Runnable collect = () -> {
            meanwhile.run();
            System.gc();
        };
        Trial trial = new Trial(tracking, collect, System::nanoTime);
        waiting.each((thread, id, blocker, wait) -> trial.add(thread, id, wait));
        return trial;
    }

    @Test
    void withoutSuspectsNoCollectionIsForced() throws Exception {
        WeakReference<Object> weak = new WeakReference<>(new Object());
        Verdicts verdicts = prover.prove(visitor -> {});

        assertThat(verdicts).isEqualTo(Verdicts.none(null));
        assertThat(weak.refersTo(null)).isFalse();
    }
}
