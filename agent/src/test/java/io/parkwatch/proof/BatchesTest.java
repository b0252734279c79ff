// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void whoWaitsOnOneObjectIsTriedTogether() {
        Batches batches = new Batches(4);
        for (long id = 0; id < 30; id++) {
            batches.add(id, (int) (id % 10) + 1);
        }

        List<Set<Long>> all = batches.all();
        assertThat(all).hasSize(10);
        assertThat(all).allSatisfy(batch -> assertThat(batch).hasSize(3));
        assertThat(all).anySatisfy(batch -> assertThat(batch).containsExactlyInAnyOrder(4L, 14L, 24L));
    }

    @Test
    void eachIsTriedOnceAndNoBatchIsLargerThanItMustBe() {
        Batches batches = new Batches(100);
        for (long id = 0; id < 1_000; id++) {
            batches.add(id, id % 3 == 0 ? 0 : (int) id);
        }

        Set<Long> seen = new TreeSet<>();
        for (Set<Long> batch : batches.all()) {
            assertThat(batch).hasSizeLessThanOrEqualTo(100);
            assertThat(seen).doesNotContainAnyElementsOf(batch);
            seen.addAll(batch);
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void aGroupThatIsTooLargeIsABatchOfItsOwn() {
        Batches batches = new Batches(10);
        for (long id = 0; id < 50; id++) {
            batches.add(id, id < 45 ? 7 : 0);
        }

        assertThat(batches.all()).extracting(Set::size).containsExactlyInAnyOrder(45, 5);
    }
}
