// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads, the collector of this JVM, and a clock of the test's. */
class StandingTest {
    private static final SynchronousQueue<Integer> HELD = new SynchronousQueue<>();

    private final Waiting waiting = new Waiting();
    private long now;
    private final Standing standing = new Standing(waiting.tracking, () -> now);

    @AfterEach
    void release() throws InterruptedException {
        standing.end();
        waiting.release();
    }

    @Test
    void whoIsOutIsKnownByItsIdAndTouchedOnceAMinute() throws Exception {
        long kept = waiting.waits(HELD);
        assertThat(standing.step(waiting::each)).isNull();
        assertThat(waiting.tracking.contains(kept)).isFalse();

        assertThat(touched(59, kept)).isFalse();
        assertThat(touched(1, kept)).isTrue();
        assertThat(touched(59, kept)).isFalse();
        assertThat(touched(1, kept)).isTrue();
    }

    /** After so many seconds. */
    private boolean touched(int seconds, long id) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        List<Long> untouched = new ArrayList<>();
        List<Long> touched = new ArrayList<>();
        standing.forEachOut(untouched::add, thread -> touched.add(thread.getId()));
        assertThat(untouched.size() + touched.size()).isEqualTo(1);
        return touched.contains(id);
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
        // Two are enough where the JVM's thread that hands references over is at work at once.
        for (int i = 0; i < 12 && verdicts == null; i++) {
            System.gc();
            now += TimeUnit.SECONDS.toNanos(10);
            verdicts = standing.step(waiting::each);
        }

        assertThat(Objects.requireNonNull(verdicts).problem()).isNull();
        assertThat(verdicts.proved()).containsExactly(leaked);
        assertThat(waiting.tracking.contains(leaked)).isTrue();
        assertThat(waiting.tracking.contains(kept)).isTrue();
    }
}
