// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongToIntFunction;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void whoWaitsOnOneObjectIsTriedTogether() {
        List<Set<Long>> all = Batches.of(suspects(30, id -> (int) (id % 10) + 1), 4);

        assertThat(all).hasSize(10);
        assertThat(all).allSatisfy(batch -> assertThat(batch).hasSize(3));
        assertThat(all).anySatisfy(batch -> assertThat(batch).containsExactlyInAnyOrder(4L, 14L, 24L));
    }

    @Test
    void eachIsTriedOnceAndNoBatchIsLargerThanItMustBe() {
        Suspects suspects = suspects(1_000, id -> id % 3 == 0 ? 0 : (int) id);
        Suspects twice = visitor -> {
            suspects.forEach(visitor);
            suspects.forEach(visitor);
        };

        Set<Long> seen = new TreeSet<>();
        for (Set<Long> batch : Batches.of(twice, 100)) {
            assertThat(batch).hasSizeLessThanOrEqualTo(100);
            assertThat(seen).doesNotContainAnyElementsOf(batch);
            seen.addAll(batch);
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void aGroupThatIsTooLargeIsABatchOfItsOwn() {
        List<Set<Long>> all = Batches.of(suspects(50, id -> id <= 45 ? 7 : 0), 10);

        assertThat(all).extracting(Set::size).containsExactlyInAnyOrder(45, 5);
    }

    /** Suspects with the ids from 1 on. */
    private static Suspects suspects(long count, LongToIntFunction blocker) {
        return visitor -> {
            for (long id = 1; id <= count; id++) {
                visitor.visit(Thread.currentThread(), id, blocker.applyAsInt(id), 0);
            }
        };
    }
}
