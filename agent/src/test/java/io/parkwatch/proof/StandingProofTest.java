// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses real threads, the collector of this JVM, and a clock of the test. */
class StandingProofTest {
    private static final SynchronousQueue<Integer> HELD = new SynchronousQueue<>();

    private final Waiting waiting = new Waiting();
    private long now;
    private final StandingProof standing = new StandingProof(waiting.tracking, () -> now);

    @AfterEach
    void release() {
        standing.end();
        waiting.release();
    }

    @Test
    void eachLookSeesThoseThatAreOut() throws Exception {
        long kept = waiting.waits(HELD);
        assertThat(standing.step(waiting::each)).isNull();
        assertThat(waiting.tracking.contains(kept)).isFalse();

        assertThat(look()).isEqualTo(new Seen(Set.of(kept), Set.of()));
        assertThat(look()).isEqualTo(new Seen(Set.of(kept), Set.of()));
        assertThat(waiting.tracking.contains(kept)).isFalse();
    }

    @Test
    void whoWasWokenAndEndedIsOutNoMoreAtTheNextLook() throws Exception {
        long kept = waiting.waits(HELD);
        assertThat(standing.step(waiting::each)).isNull();
        wake();
        await().until(() -> look().waiting.isEmpty());

        assertThat(look()).isEqualTo(new Seen(Set.of(), Set.of()));
        assertThat(waiting.tracking.contains(kept)).isFalse();
        assertThat(Objects.requireNonNull(standing.step(waiting::each)).proved())
                .as("the round is over, as nobody is left in it")
                .isEmpty();
    }

    @Test
    void whoWasWokenAndRunsOnIsBackInTheListAtTheNextLook() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        long runs = waiting.starts(() -> {
            HELD.take();
            while (!isOver.get()) {
                Thread.onSpinWait();
            }
        });
        try {
            assertThat(standing.step(waiting::each)).isNull();
            wake();

            await().until(() -> look().back.contains(runs));
            assertThat(look()).isEqualTo(new Seen(Set.of(), Set.of()));
            assertThat(waiting.tracking.contains(runs)).isTrue();
        } finally {
            isOver.set(true);
        }
    }

    @Test
    void whoEndedAfterItsWitnessFiredTwiceIsNotProved() throws Exception {
        long leaked = waiting.waits(new SynchronousQueue<>());
        Trial trial = new Trial(waiting.tracking, () -> {}, () -> now);
        waiting.each((thread, id, blocker, wait) -> trial.add(thread, id, wait));
        await().until(() -> {
            System.gc();
            trial.poll();
            return trial.isProved(leaked);
        });

        end(trial, leaked);
        System.gc(); // now only its witness holds it
        assertThat(trial.isProved(leaked)).isFalse();
        assertThat(trial.strays()).isEmpty();
        assertThat(trial.end()).isTrue();
        assertThat(waiting.tracking.contains(leaked)).isFalse();
    }

    private static void end(Trial trial, long id) throws InterruptedException {
        Thread thread = Objects.requireNonNull(trial.thread(id));
        thread.interrupt();
        thread.join();
    }

    @Test
    void anInterruptOfOursKeepsNobodyOutOfTheList() throws Exception {
        long kept = waiting.waits(HELD);
        long leaked = waiting.waits(new SynchronousQueue<>());
        assertThat(standing.step(waiting::each)).isNull();
        System.gc();
        Thread.currentThread().interrupt();

        standing.end();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiting.tracking.contains(kept)).isTrue();
        assertThat(waiting.tracking.contains(leaked)).isTrue();
    }

    private static void wake() throws InterruptedException {
        assertThat(HELD.offer(1, 10, TimeUnit.SECONDS)).isTrue();
    }

    /** What a look saw of the threads that are out, by their ids. */
    private record Seen(Set<Long> waiting, Set<Long> back) {}

    private Seen look() {
        Seen seen = new Seen(new HashSet<>(), new HashSet<>());
        standing.forEachOut(new StandingProof.Visitor() {
            @Override
            public boolean waits(@Nullable Thread thread, long id, long wait) {
                assertThat(wait).isEqualTo(id + Waiting.WAIT);
                boolean waits = Objects.requireNonNull(thread).getState() == Thread.State.WAITING;
                if (waits) {
                    seen.waiting.add(id);
                }
                return waits;
            }

            @Override
            public void back(Thread thread) {
                seen.back.add(thread.getId());
            }
        });
        return seen;
    }

    @Test
    void afterTwoMinutesAllAreBackAndNothingIsSaidOfWhoIsNotProved() throws Exception {
        long kept = waiting.waits(HELD);
        assertThat(standing.step(waiting::each)).isNull();
        now += TimeUnit.MINUTES.toNanos(2) - 1;
        assertThat(standing.step(waiting::each)).isNull();
        assertThat(waiting.tracking.contains(kept)).isFalse();

        now++;
        Verdicts verdicts = Objects.requireNonNull(standing.step(waiting::each));
        assertThat(verdicts.proved()).isEmpty();
        assertThat(verdicts.whyNot()).isEmpty();
        assertThat(waiting.tracking.contains(kept)).isTrue();
    }

    @Test
    void theProgramsOwnCollectionsProveWhatIsLeaked() throws Exception {
        long leaked = waiting.waits(new SynchronousQueue<>());
        long kept = waiting.waits(HELD);
        Verdicts verdicts = standing.step(waiting::each);
        assertThat(verdicts).isNull();
        // Two are enough if the JVM's thread that hands references over runs at once.
        for (int i = 0; i < 12 && verdicts == null; i++) {
            System.gc();
            now += TimeUnit.SECONDS.toNanos(10);
            verdicts = standing.step(waiting::each);
        }

        assertThat(Objects.requireNonNull(verdicts).problem()).isNull();
        assertThat(verdicts.proved()).containsExactly(Map.entry(leaked, leaked + Waiting.WAIT));
        assertThat(waiting.tracking.contains(leaked)).isTrue();
        assertThat(waiting.tracking.contains(kept)).isTrue();
    }
}
