// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.births;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    private static final int HOT = 4711;

    /** An allocation per second that refills the whole budget. */
    private static final long PLENTY = 10_000_000_000L;

    @Test
    void aRarePlaceGetsItsTracesBesideAHotOne() {
        Budget budget = new Budget(1_000);
        for (int i = 0; i < 100_000; i++) {
            budget.take(HOT, BudgetTest::hotSite);
        }

        assertThat(budget.take(1, BudgetTest::hotSite)).isTrue();
        assertThat(budget.take(1, BudgetTest::hotSite)).isTrue();
        assertThat(budget.take(2, BudgetTest::hotSite)).isTrue();
    }

    @Test
    void aRareCallSiteOfAHotPlaceGetsItsTraces() {
        Budget budget = new Budget(1_000);
        budget.refill(0);
        taken(budget, HOT, 5_000);

        assertThat(budget.take(HOT, () -> 1)).isTrue();
        assertThat(budget.take(HOT, () -> 1)).isTrue();
        assertThat(budget.take(HOT, () -> 1)).isFalse();
        assertThat(budget.take(HOT, () -> 2)).isTrue();
        assertThat(budget.take(HOT, BudgetTest::hotSite)).isFalse();

        budget.refill(PLENTY);
        taken(budget, HOT, 5_000);
        assertThat(budget.take(HOT, () -> 1)).isTrue();
    }

    @Test
    void callSitesAreAskedForOnlyWhereAPlaceIsHotAndOnlySoOften() {
        Budget budget = new Budget(10);
        AtomicInteger walks = new AtomicInteger();
        IntSupplier site = () -> walks.incrementAndGet() > 0 ? 47 : 0;

        for (int i = 0; i < 7; i++) {
            budget.take(HOT, site);
        }
        assertThat(walks).hasValue(0);

        for (int i = 0; i < 10_000; i++) {
            budget.take(HOT, site);
        }
        assertThat(walks).hasValue(50);
    }

    @Test
    void aHotPlaceIsSampledNotShutOut() {
        Budget budget = new Budget(1_000);

        assertThat(taken(budget, HOT, 100_000)).isBetween(500, 504);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 10, 1_000})
    void noMoreThanTheBudgetIsTakenInAPeriod(int traces) {
        Budget budget = new Budget(traces);
        budget.refill(0);

        for (int period = 0; period < 3; period++) {
            int taken = taken(budget, HOT, 10_000);
            for (int place = 0; place < 10_000; place++) {
                taken += budget.take(place, BudgetTest::hotSite) ? 1 : 0;
            }
            assertThat(taken).isEqualTo(traces);
            budget.refill((period + 1) * PLENTY);
        }
    }

    @Test
    void whatGotNoTraceIsCountedWhenThePeriodEnds() {
        Budget budget = new Budget(10);
        int taken = taken(budget, HOT, 100);
        assertThat(budget.skipped()).isZero();

        budget.refill(-1);
        assertThat(budget.skipped()).isEqualTo(100 - taken);

        taken += taken(budget, HOT, 100);
        budget.refill(-1);
        budget.refill(-1);
        assertThat(budget.skipped()).isEqualTo(200 - taken);
    }

    @Test
    void whatAHotPlaceTakesStaysASmallPartOfWhatTheProgramAllocates() {
        Budget budget = new Budget(1_000);
        AtomicInteger walks = new AtomicInteger();
        long perPeriod = 10_000_000;
        int taken = 0;
        for (int period = 0; period < 120; period++) {
            if (period == 20) { // the savings are spent
                taken = 0;
                walks.set(0);
            }
            for (int i = 0; i < 5_000; i++) {
                taken += budget.take(HOT, () -> walks.incrementAndGet() > 0 ? 47 : 0) ? 1 : 0;
            }
            budget.refill(period * perPeriod);
        }

        assertThat((taken + walks.get()) * 1_400.0 / (100 * perPeriod)).isBetween(0.002, 0.004);
    }

    @Test
    void aPlaceThatIsRareGetsItsTracesBesideAHotOneInEverySecond() {
        Budget budget = new Budget(1_000);
        for (int period = 0; period < 100; period++) {
            taken(budget, HOT, 20_000);

            assertThat(taken(budget, 1, 2)).isEqualTo(2);
            budget.refill(0);
        }
    }

    @Test
    void aHotPlaceIsRareAgainAfterAQuietSecond() {
        Budget budget = new Budget(1_000);
        budget.refill(0);
        taken(budget, HOT, 20_000);
        budget.refill(0);
        assertThat(taken(budget, HOT, 20_000)).isZero();
        budget.refill(0);
        budget.refill(0);

        assertThat(taken(budget, HOT, 2)).isEqualTo(2);
    }

    @Test
    void aFloodIsNoticedAndEndsWithThePeriod() {
        Budget budget = new Budget(1_000);
        taken(budget, HOT, 100_000);
        assertThat(budget.flooded()).isFalse();

        taken(budget, HOT, 1);
        assertThat(budget.flooded()).isTrue();
        assertThat(budget.refill(-1)).isTrue();
        assertThat(budget.flooded()).isFalse();
        assertThat(budget.refill(-1)).isFalse();
    }

    private static int hotSite() {
        return 47;
    }

    private static int taken(Budget budget, int place, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += budget.take(place, BudgetTest::hotSite) ? 1 : 0;
        }
        return taken;
    }
}
