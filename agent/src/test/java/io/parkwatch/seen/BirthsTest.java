// SPDX-License-Identifier: Apache-2.0
package io.parkwatch.seen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BirthsTest {
    @Test
    void whateverIsThrownInsideDoesNotReachTheProgram() {
        Births births = new Births(10, true, born -> {
            throw new StackOverflowError("as deep as it gets");
        });

        assertThatCode(() -> births.accept(new Object())).doesNotThrowAnyException();
        List<Birth> seen = new ArrayList<>();
        births.drain(seen::add);
        assertThat(seen).isEmpty();
    }

    @Test
    void moreThanTheRingHoldsLosesTheOldest() {
        Births births = new Births(1, false, born -> 0);
        Object last = new Object();
        for (int i = 0; i < 1_000; i++) {
            births.refill();
            births.accept(i == 999 ? last : new Object());
        }

        List<Birth> seen = new ArrayList<>();
        births.drain(seen::add);
        assertThat(seen).hasSizeLessThanOrEqualTo(64);
        assertThat(seen.get(seen.size() - 1).refersTo(last)).isTrue();
    }
}
