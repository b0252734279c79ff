// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                10,
                999,
                1_000,
                12_031,
                100_000,
                999_999,
                1_000_000,
                Long.MAX_VALUE,
                -1,
                -999,
                -1_000,
                -100_000,
                Long.MIN_VALUE
            })
    void aNumberAsTheJdkWritesIt(long n) {
        assertThat(Phrases.number(n)).isEqualTo(String.format(Locale.ROOT, "%,d", n));
    }
}
