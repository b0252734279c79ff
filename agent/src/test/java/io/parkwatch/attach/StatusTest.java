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

    /** As the command line reads it. */
    private static Status read(Duration toThreshold) {
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
                "");
        return Status.parse(status.json());
    }
}
