// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private long nanos = Long.MAX_VALUE - 5; // a clock may wrap
    private final Lease lease = new Lease(Tenure.ONCE, () -> nanos);

    @Test
    void itLastsWhileSomebodyReads() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(19));
            assertThat(lease.isOver()).isFalse();
            lease.read(false);
        }
    }

    @Test
    void itIsOverWhenNobodyHasReadForTwentySeconds() {
        pass(Duration.ofSeconds(21));

        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void itIsOverASecondAfterTheWholeReportWasRead() {
        lease.read(true);
        assertThat(lease.isOver()).isFalse();

        pass(Duration.ofMillis(900));
        lease.read(true); // a second reader does not prolong it
        pass(Duration.ofMillis(200));

        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void aWatchThatComesUponItNeedsManyReports() {
        lease.read(true);
        lease.whileRead();
        lease.read(true);
        pass(Duration.ofSeconds(10));
        assertThat(lease.isOver()).isFalse();

        pass(Duration.ofSeconds(11));
        assertThat(lease.isOver()).isTrue();
    }

    @Test
    void whoIsKeptStaysForGood() {
        lease.keep();
        pass(Duration.ofDays(1));

        assertThat(lease.isOver()).isFalse();
        assertThat(lease.isKept()).isTrue();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
