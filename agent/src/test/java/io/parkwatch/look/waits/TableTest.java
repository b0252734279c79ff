// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.waits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parkwatch.births.EntryListener;
import io.parkwatch.hook.Hub;
import io.parkwatch.look.jvm.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tests in which {@link #park} stands for the hook, which may still write to an array that was replaced. */
class TableTest {
    /** The least time between two dates that the table distinguishes. */
    private static final long TICK = 1 << 21;

    private final List<long[]> published = new ArrayList<>();
    private final Table table = new Table(published::add);

    @Test
    void aThreadIsFoundFromWhenItWasPutInUntilItParksAnew() {
        int slot = table.put(42, Wait.WAITING, 1);
        assertThat(table.find(42)).isEqualTo(slot);
        assertThat(table.find(43)).isEqualTo(-1);

        park(newest(), 42);

        assertThat(table.find(42)).isEqualTo(-1);
    }

    @Test
    void anotherThreadsParkLeavesItAlone() {
        table.put(42, Wait.WAITING, 1);

        for (long id = 43; id < 10_000; id++) {
            park(newest(), id);
        }

        assertThat(table.find(42)).isNotNegative();
    }

    @Test
    void aWaitIsDatedAtTheEndOfItsFirstLookAndKeepsItsDate() {
        int slot = table.put(42, Wait.WAITING, 1);
        assertThat(table.since(slot)).isEqualTo(Table.NEW);
        table.sweep(1, TICK);
        assertThat(table.since(table.find(42))).isEqualTo(TICK);

        assertThat(table.again(table.find(42), Wait.WAITING, 2)).isTrue();
        table.sweep(2, 2 * TICK);
        assertThat(table.since(table.find(42))).isEqualTo(TICK);
    }

    /** It is not known which of the two arrays the hook clears, so all waits begin again. */
    @Test
    void whoseHookHasNotTakenTheLargerArrayIsForgottenAndToldAgain() {
        boolean[] memory = {true};
        List<long[]> taken = new ArrayList<>();
        Table poor = new Table(ids -> {
            if (!memory[0]) {
                throw new OutOfMemoryError();
            }
            taken.add(ids);
        });
        poor.put(1, Wait.WAITING, 1);
        poor.sweep(1, TICK);
        memory[0] = false;
        assertThatThrownBy(() -> {
                    for (long id = 2; id < 1_000; id++) {
                        poor.put(id, Wait.WAITING, 2);
                    }
                })
                .isInstanceOf(OutOfMemoryError.class);
        memory[0] = true;

        poor.settle();

        assertThat(taken).hasSize(2);
        assertThat(poor.find(1)).isEqualTo(-1);
        int slot = poor.put(1, Wait.WAITING, 3);
        assertThat(poor.since(slot)).isEqualTo(Table.NEW);
        park(taken.get(1), 1);
        assertThat(poor.find(1)).isEqualTo(-1);
    }

    /** The table keeps six bits of a look's number. */
    @Test
    void aLookAfterSixtyFourThatFailedHasSeenNothingYet() {
        int slot = table.put(42, Wait.WAITING, 1);
        table.sweep(1, TICK);

        table.unsee(65);

        assertThat(table.isSeen(slot, 65)).isFalse();
        assertThat(table.again(slot, Wait.WAITING, 65)).isTrue();
        assertThat(table.isSeen(slot, 65)).isTrue();
        assertThat(table.since(slot)).isEqualTo(TICK);
    }

    @Test
    void aDateIsToldAgainAfterWeeks() {
        for (long end : new long[] {0, -1, TICK << 31, (TICK << 31) - 1, TICK << 32, Long.MAX_VALUE / 2}) {
            Table fresh = new Table(ids -> {});
            int slot = fresh.put(42, Wait.WAITING, 1);
            long date = Table.date(end);
            assertThat(date - end).isBetween(0L, TICK - 1);
            fresh.sweep(1, date);
            assertThat(date - fresh.since(slot)).as("at " + end).isBetween(0L, TICK);

            fresh.again(slot, Wait.WAITING, 2);
            fresh.sweep(2, Table.date(end + Duration.ofDays(51).toNanos()));
            assertThat(date - fresh.since(slot)).as("51 days after " + end).isBetween(0L, TICK);
        }
    }

    @Test
    void aWaitOfAnotherKindIsAnotherWait() {
        int slot = table.put(42, Wait.WAITING, 1);
        table.sweep(1, TICK);

        assertThat(table.again(slot, Wait.TIMED, 2)).isFalse();
        assertThat(table.isSeen(slot, 2)).isFalse();
    }

    @Test
    void whatALookDidNotSeeIsForgotten() {
        table.put(42, Wait.WAITING, 1);
        table.sweep(1, TICK);

        table.settle();
        table.sweep(2, 2 * TICK);

        assertThat(table.find(42)).isEqualTo(-1);
        assertThat(newest()).containsOnly(0);
    }

    @Test
    void itGrowsDuringALookAndKeepsWhatIsKnown() {
        fill(1, 10_000, 1);
        table.sweep(1, TICK);

        assertThat(published).hasSizeGreaterThan(5);
        assertThat(newest().length).isGreaterThanOrEqualTo(40_000);
        int found = 0;
        for (long id = 1; id <= 10_000; id++) {
            int slot = table.find(id);
            found += slot >= 0 && table.since(slot) == TICK ? 1 : 0;
        }
        assertThat(found).as("all but a few that collide").isGreaterThan(9_990);
    }

    @Test
    void aParkOnAnOldArrayOfAnyGenerationIsCarriedOver() {
        fill(1, 2_000, 1);
        assertThat(published).hasSizeGreaterThan(4);
        // Each thread parks on the array of its generation, before that is too small.
        park(published.get(0), 1);
        park(published.get(1), 2);
        park(published.get(2), 3);
        park(published.get(published.size() - 2), 4);
        park(newest(), 5);

        table.settle();

        for (long id = 1; id <= 5; id++) {
            assertThat(table.find(id)).as("thread " + id).isEqualTo(-1);
        }
        assertThat(table.find(6)).isNotNegative();
    }

    @Test
    void whatTheOldArrayLostBeforeTheGrowthDoesNotClearALaterWait() {
        table.put(1, Wait.WAITING, 1);
        park(newest(), 1);
        fill(1, 500, 1);

        table.settle();

        assertThat(table.find(1)).isNotNegative();
    }

    @Test
    void afterTheSweepOldArraysAreNotAskedAnyMore() {
        fill(1, 500, 1);
        table.sweep(1, TICK);

        park(published.get(0), 1);
        table.settle();

        assertThat(table.find(1)).isNotNegative();
    }

    @Test
    void idsThatCollideBeyondABucketAreLeftOutAndHarmNobody() {
        List<Long> colliding = new ArrayList<>();
        for (long id = 1; colliding.size() < 9; id++) {
            if (EntryListener.bucket(id, 256) == 0) {
                colliding.add(id);
            }
        }
        for (int i = 0; i < 8; i++) {
            assertThat(table.put(colliding.get(i), Wait.WAITING, 1)).isNotNegative();
        }

        assertThat(table.put(colliding.get(8), Wait.WAITING, 1)).isEqualTo(-1);
        assertThat(table.find(colliding.get(8))).isEqualTo(-1);

        park(newest(), colliding.get(3));
        assertThat(table.put(colliding.get(8), Wait.WAITING, 2)).isNotNegative();
    }

    @Test
    void whatIsKnownOfAWaitGoesWithIt() {
        int slot = table.put(42, Wait.WAITING, 1);
        OldWait old =
                new OldWait(7, Samples.observation(), new io.parkwatch.detect.Classification.Idle(null, null, null));
        table.old(slot, old);
        fill(100, 300, 1);
        assertThat(table.old(table.find(42))).isSameAs(old);

        park(newest(), 42);
        table.sweep(1, TICK);
        int again = table.put(42, Wait.WAITING, 2);
        assertThat(table.old(again)).isNull();
    }

    @Test
    void itsBucketsAreTheHubsForAnyIdAndSize() {
        Random random = new Random(4711);
        for (int bits = 6; bits <= 24; bits++) {
            int length = 1 << bits;
            for (int i = 0; i < 2_000; i++) {
                long id = i % 2 == 0 ? random.nextLong() : random.nextInt(1_000_000);
                int bucket = EntryListener.bucket(id, length);
                assertThat(bucket).isEqualTo(Hub.bucket(id, length)).isBetween(0, length - 8);
                assertThat(bucket % 8).isZero();
            }
        }
    }

    private void fill(long from, int count, int look) {
        for (long id = from; id < from + count; id++) {
            if (table.find(id) < 0) {
                table.put(id, Wait.WAITING, look);
            }
        }
    }

    private long[] newest() {
        return published.get(published.size() - 1);
    }

    /** Does what {@link Hub#park} does with the array that the hook has read. */
    private static void park(long[] array, long id) {
        int first = Hub.bucket(id, array.length);
        for (int slot = first; slot < first + 8; slot++) {
            if (array[slot] == id) {
                array[slot] = 0;
            }
        }
    }
}
