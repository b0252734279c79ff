// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.detect.Classification;
import io.parkwatch.detect.Operation;
import io.parkwatch.finding.Frame;
import io.parkwatch.finding.Kind;
import io.parkwatch.finding.Observation;
import io.parkwatch.finding.ObservedChannel;
import io.parkwatch.finding.Role;
import io.parkwatch.finding.Stack;
import io.parkwatch.finding.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EndsTest {
    private static final String X = "aaaaaaaaaaaaaaaa";
    private static final String Y = "bbbbbbbbbbbbbbbb";
    private final Ends ends = new Ends();

    @Test
    void aWaitThatIsThereNoMoreWentOn() {
        OldWait one = thread(1, X);
        OldWait other = thread(2, X);
        OldWait third = thread(3, Y);

        assertThat(count(one, other, third)).isEmpty();
        assertThat(count(one, other, third)).isEmpty();
        assertThat(count(one)).isEqualTo(Map.of(X, 1, Y, 1));
        assertThat(count()).isEqualTo(Map.of(X, 1));
        assertThat(count()).isEmpty();
    }

    @Test
    void aNewWaitOfTheSameThreadDoesNotHideTheEndOfItsLast() {
        count(thread(1, X));
        assertThat(count()).isEqualTo(Map.of(X, 1));
        assertThat(count(thread(1, X))).isEmpty();
        assertThat(count()).isEqualTo(Map.of(X, 1));
    }

    @Test
    void whatTheCollectorTookDidNotGoOn() {
        OldWait taken = thread(1, X);
        count(taken, thread(2, X));

        assertThat(ends.count(List.of(), List.of(Objects.requireNonNull(taken.stuck()))))
                .isEqualTo(Map.of(X, 1));
    }

    @Test
    void whatIsProvedMeanwhileIsTheSameWait() {
        OldWait wait = thread(1, X);
        count(wait);

        assertThat(count(wait.with(Verdict.LEAKED, null))).isEmpty();
        assertThat(count()).isEqualTo(Map.of(X, 1));
    }

    @Test
    void idleWaitsAreNotCounted() {
        count(new OldWait(0, Samples.observation(), new Classification.Idle(null, null, null)));

        assertThat(count()).isEmpty();
    }

    @Test
    void aWaitWhoseEntryIsLostIsNotSaidToHaveGoneOn() {
        OldWait lost = thread(1, X);
        count(lost, thread(2, X));
        lost.lose();

        assertThat(count()).isEqualTo(Map.of(X, 1));
    }

    @Test
    void afterHooksWereMissingNothingIsSaid() {
        count(thread(1, X));
        ends.forget();

        assertThat(count()).isEmpty();
    }

    @Test
    void aCallThatIsToldByItsSliceAndThenAsACallAgainGoesOn() {
        OldWait call = thread(1, X);
        OldWait slice = thread(1, X);
        count(call);

        assertThat(count(slice)).isEmpty();
        assertThat(count(call)).isEmpty();
        assertThat(count()).isEqualTo(Map.of(X, 1));
    }

    @Test
    void aThreadThatIsToldByTheCoroutineWhichBlocksItGoesOn() {
        count(thread(1, X));

        assertThat(count(coroutine(1, Y, 0))).isEmpty();
        assertThat(count()).isEqualTo(Map.of(Y, 1));
    }

    @Test
    void coroutinesAreToldApartThoughNoneHoldsAThread() {
        OldWait one = coroutine(0, X, 0);
        OldWait other = coroutine(0, X, 0);
        count(one, other);

        assertThat(count(one, coroutine(0, X, 0))).isEqualTo(Map.of(X, 1));
    }

    @Test
    void aSelectThatIsReadInItsNextChannelGoesOn() {
        count(coroutine(0, X, 77), coroutine(0, X, 78));

        assertThat(count(coroutine(0, Y, 77))).isEqualTo(Map.of(X, 1));
    }

    private Map<String, Integer> count(OldWait... old) {
        return ends.count(List.of(old), List.of());
    }

    private static OldWait thread(long id, String fingerprint) {
        Observation observation = Observation.at(stack()).thread(id, "").build();
        return new OldWait(0, observation, stuck(fingerprint));
    }

    private static OldWait coroutine(long blocks, String fingerprint, int select) {
        Observation observation = Observation.at(stack())
                .coroutine()
                .thread(blocks, "")
                .recorded(Role.RECEIVER, "receive")
                .channel(new ObservedChannel("x.Channel", Kind.BOUNDED, 0, 1, null))
                .build();
        return new OldWait(select, observation, stuck(fingerprint));
    }

    private static Classification stuck(String fingerprint) {
        return new Classification.Stuck(
                fingerprint,
                new Operation(Role.RECEIVER, "take", "x.Channel", 0, false),
                new Frame("com.acme.Shop", "run", "Shop.java", 1, false));
    }

    private static Stack stack() {
        return Samples.observation().stack();
    }
}
