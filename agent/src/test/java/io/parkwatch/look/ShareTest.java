// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests a share of a hundredth of a core that saves up to 500 nanoseconds. */
class ShareTest {
    private static final long START = -1_000;

    private final Share share = new Share(100, 500, START);

    @Test
    void itBeginsFull() {
        assertThat(share.available(START)).isEqualTo(500);
        assertThat(share.untilPaid()).isZero();
    }

    @Test
    void whatIsSpentComesBackWithTime() {
        share.spend(500);

        assertThat(share.available(START)).isZero();
        assertThat(share.available(START + 10_000)).isEqualTo(100);
        assertThat(share.available(START + 20_000)).isEqualTo(200);
    }

    @Test
    void noMoreThanTheCapIsSaved() {
        assertThat(share.available(START + 1_000_000_000)).isEqualTo(500);
    }

    @Test
    void aDearLookIsOwedAndPaidOff() {
        share.spend(800);

        assertThat(share.available(START)).isEqualTo(-300);
        assertThat(share.untilPaid()).isEqualTo(30_000);
        assertThat(share.available(START + share.untilPaid())).isZero();
        assertThat(share.untilPaid()).isZero();
    }
}
