// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void isThatOfTheMediansWithTheQuartilesOfTheRounds() {
        assertThat(Ratio.of(List.of(103.0, 104.0, 90.0, 104.0, 104.0), List.of(100.0, 100.0, 100.0, 100.0, 100.0)))
                .hasToString("1.04 (1.03–1.04)");
    }

    @Test
    void isNoiseWhereTheSecondHalfDoesNotRepeatTheFirst() {
        assertThat(Ratio.of(List.of(100.0, 100.0, 120.0, 120.0), List.of(100.0, 100.0, 100.0, 100.0)))
                .hasToString("noise (1.00–1.20)");
    }

    @Test
    void oneRoundRepeatsNothing() {
        assertThat(Ratio.of(List.of(50.0), List.of(100.0))).hasToString("0.50, once");
    }

    @Test
    void aQuantileLiesBetweenItsNeighbours() {
        assertThat(Ratio.quantile(List.of(4.0, 1.0, 3.0, 2.0), 0.5)).isEqualTo(2.5);
        assertThat(Ratio.quantile(List.of(4.0, 1.0), 1)).isEqualTo(4);
    }
}
