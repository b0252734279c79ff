// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTest {
    @Test
    void aReportIsWholeOnceTheThresholdIsOver() {
        assertThat(read(Duration.ZERO).settled()).isTrue();
    }

    @Test
    void itIsNotWholeThePartOfAMillisecondBefore() {
        assertThat(read(Duration.ofNanos(1)).settled()).isFalse();
        assertThat(read(Duration.ofNanos(999_999)).settled()).isFalse();
        assertThat(read(Duration.ofMillis(3)).toThreshold()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void itIsStaleOnceFiveOfTheIntervalsOfNowAreOver() {
        assertThat(read(Duration.ofSeconds(10), Duration.ofSeconds(2)).stale()).isFalse();
        assertThat(read(Duration.ofMillis(10_001), Duration.ofSeconds(2)).stale())
                .isTrue();
        assertThat(read(Duration.ofMillis(-1), Duration.ofSeconds(2)).stale())
                .as("before the first look")
                .isFalse();
    }

    @Test
    void ofAnOlderAgentItIsNotKnown() {
        String older = "{'version':'1','attached':true,'once':false,'since':'2026-11-24T11:00:00Z','threshold':'1s',"
                + "'interval':'1s','watchedMillis':1,'toThresholdMillis':0,'unread':0}";

        assertThat(Status.parse(older.replace('\'', '"')).stale()).isFalse();
    }

    private static Status read(Duration toThreshold) {
        return read(toThreshold, Duration.ZERO, Duration.ofSeconds(1));
    }

    private static Status read(Duration sinceLook, Duration pace) {
        return read(Duration.ZERO, sinceLook, pace);
    }

    /** Returns the status as the command line reads it. */
    private static Status read(Duration toThreshold, Duration sinceLook, Duration pace) {
        Status status = new Status(
                "1.0.0",
                true,
                false,
                Instant.EPOCH,
                "1s",
                "200ms",
                Duration.ofMillis(999),
                toThreshold,
                0,
                null,
                0,
                "",
                sinceLook,
                pace);
        return Status.parse(status.json());
    }
}
