// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecurringFaultTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final RecurringFault repeated = new RecurringFault(() -> now) {
        @Override
        void say(String line) {
            lines.add(line);
        }
    };

    @Test
    void theFirstIsSaidAtOnceAndTheNextAfterTenMinutesWithTheirNumber() {
        repeated.line("it failed");
        now += TimeUnit.MINUTES.toNanos(10) - 1;
        repeated.line("it failed so");
        repeated.line("it failed again");
        assertThat(lines).containsExactly("it failed");

        now += 1;
        repeated.line("it fails");
        now += TimeUnit.MINUTES.toNanos(10);
        repeated.line("and fails");

        assertThat(lines).containsExactly("it failed", "it fails (2 more since the last such line)", "and fails");
    }
}
