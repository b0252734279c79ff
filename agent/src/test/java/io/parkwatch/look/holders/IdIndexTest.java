// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.holders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdIndexTest {
    @Test
    void whatWasPutInIsFoundAndNothingElse() {
        Random random = new Random(7);
        for (int most : new int[] {0, 1, 2, 3, 100, 4096, 100_000}) {
            IdIndex index = new IdIndex(most);
            Map<Long, Integer> expected = new HashMap<>();
            for (int number = 0; number < most; number++) {
                // Ids come in a row, but for those that a program's threads took in between; some come again.
                long id = number % 3 == 0 ? random.nextInt(10 * most) : 1_000_000L + number;
                index.put(id, number);
                expected.put(id, number);
            }
            expected.forEach((id, number) -> assertThat(index.find(id)).isEqualTo(number));
            assertThat(index.find(-1)).isEqualTo(-1);
            assertThat(index.find(10L * most + 1)).isEqualTo(expected.getOrDefault(10L * most + 1, -1));
        }
    }
}
