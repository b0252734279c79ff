// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NONE = Long.MAX_VALUE;

    @Test
    void aLookComesEachInterval() {
        Pace pace = new Pace(8);
        assertThat(pace.next(1, NONE, NONE)).isEqualTo(9);
        assertThat(pace.next(9, NONE, NONE)).isEqualTo(17);
    }

    @Test
    void aWaitThatIsSeenFirstIsLookedAtWhenItBecomesOld() {
        assertThat(new Pace(8).next(1, NONE, 3)).isEqualTo(3);
    }

    @Test
    void ofABusyProgramThereIsOneLookBetweenTwo() {
        Pace pace = new Pace(8);
        assertThat(pace.next(1, NONE, 3)).isEqualTo(3);
        assertThat(pace.next(3, NONE, 5)).isEqualTo(11);
        assertThat(pace.next(11, NONE, 13)).isEqualTo(13);
        assertThat(pace.next(13, NONE, 15)).isEqualTo(21);
    }

    @Test
    void aWaitThatIsKnownIsLookedAtWhenItBecomesOldAlsoBetweenTwo() {
        Pace pace = new Pace(8);
        assertThat(pace.next(1, NONE, 3)).isEqualTo(3);
        assertThat(pace.next(3, 4, 5)).isEqualTo(4);
    }

    @Test
    void whereTheThresholdIsLongerThanTheIntervalNewWaitsChangeNothing() {
        Pace pace = new Pace(5);
        assertThat(pace.next(0, NONE, 60)).isEqualTo(5);
        assertThat(pace.next(5, 60, 65)).isEqualTo(10);
        assertThat(pace.next(56, 60, 116)).isEqualTo(60);
    }
}
