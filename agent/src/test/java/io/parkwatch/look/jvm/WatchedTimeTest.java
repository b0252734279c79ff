// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.look.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchedTimeTest {
    private long nanos = 1_000;
    private final WatchedTime time = new WatchedTime(() -> nanos);

    @Test
    void goesOnWithTheClockBeneath() {
        nanos += 5;

        assertThat(time.getAsLong()).isEqualTo(1_005);
    }

    @Test
    void aWatcherThatIsALittleLateLosesNothing() {
        long planned = time.getAsLong() + TimeUnit.SECONDS.toNanos(1);
        nanos += TimeUnit.MILLISECONDS.toNanos(1_200);
        time.woke(planned);

        assertThat(time.getAsLong()).isEqualTo(1_000 + TimeUnit.MILLISECONDS.toNanos(1_200));
    }

    @Test
    void standsStillForAsLongAsTheWatcherCouldNotRun() {
        long planned = time.getAsLong() + TimeUnit.SECONDS.toNanos(1);
        nanos += TimeUnit.SECONDS.toNanos(60);
        time.woke(planned);

        assertThat(time.getAsLong()).isEqualTo(planned);
        nanos += 7;
        assertThat(time.getAsLong()).isEqualTo(planned + 7);
    }
}
