// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parkwatch.finding.Channel;
import io.parkwatch.finding.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
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

    @Test
    void theNumbersOfAChannelAreSentences() {
        assertThat(known(Map.of("putters", 3, "takers", 0)))
                .containsExactly("3 threads wait to put", "no thread waits to take");
        assertThat(known(Map.of("takers", 1))).containsExactly("1 thread waits to take");
        assertThat(known(Map.of("out", 1, "idle", 0, "wanted", 2)))
                .containsExactly("in its pool 1 is handed out, 0 idle, 2 wanted");
        assertThat(known(Map.of("parties", 3, "arrived", 2))).containsExactly("2 of 3 parties are there");
    }

    private static List<String> known(Map<String, Integer> state) {
        return Phrases.known(new Channel("x.X", Kind.NONE, null, null, List.of(), List.of(), null, 1, null, state));
    }
}
