// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the text of the JDK, which readers of earlier reports saw. */
class IsoTimeTest {
    private static final Instant FROM = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("+10000-01-01T00:00:00Z");

    @Test
    void eachDayOfTenThousandYears() {
        for (Instant day = FROM; day.isBefore(TO); day = day.plus(Duration.ofDays(1))) {
            same(day);
            same(day.minusNanos(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 1_000_000, 1_000_000_000})
    void anyTimeWithItsFraction(int grain) {
        Random random = new Random(grain);
        for (int i = 0; i < 200_000; i++) {
            long second = FROM.getEpochSecond()
                    + Math.floorMod(random.nextLong(), TO.getEpochSecond() - FROM.getEpochSecond());
            int nanos = random.nextInt(1_000_000_000);
            same(Instant.ofEpochSecond(second, nanos - nanos % grain));
        }
    }

    /** A host's clock may show anything. */
    @ParameterizedTest
    @ValueSource(longs = {-1_000_000_000, -123_456, -10_000, -9_999, -1, 10_000, 99_999, 123_456, 999_999_999})
    void otherYears(long year) {
        Instant at = LocalDate.of((int) Math.max(-999_999_999, year), 2, 28)
                .atTime(23, 59, 59)
                .toInstant(ZoneOffset.UTC);
        same(at);
        same(at.plusSeconds(1));
        same(at.plusNanos(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-24T11:00:00Z",
                "2026-11-24T11:00:00.250Z",
                "2026-11-24T11:00:00.250001Z",
                "2026-11-24T11:00:00.000000009Z"
            })
    void asDocumented(String text) {
        assertThat(IsoTime.of(Instant.parse(text))).isEqualTo(text);
        assertThat(IsoTime.seconds(Instant.parse(text))).isEqualTo("2026-11-24T11:00:00Z");
    }

    private static void same(Instant at) {
        if (!IsoTime.of(at).equals(at.toString())) { // an assertion for each value would take minutes
            assertThat(IsoTime.of(at)).isEqualTo(at.toString());
        }
        Instant cut = at.truncatedTo(ChronoUnit.SECONDS);
        if (!IsoTime.seconds(at).equals(cut.toString())) {
            assertThat(IsoTime.seconds(at)).isEqualTo(cut.toString());
        }
    }
}
